package io.countersign.adapters.crypto.pkcs11;

import io.countersign.domain.OneLine;
import io.countersign.ports.failure.Failure;
import io.countersign.ports.failure.Remedy;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.Objects;

/**
 * A reason why a PKCS#11 token cannot be used, or has no key to sign with. Immutable; never holds a PIN.
 *
 * @param kind the kind of refusal, to switch over
 * @param details what the message names, in its order: a path, the token or key that was asked for, the labels that
 *         there are, the return value of the token, such as {@code CKR_DEVICE_ERROR} (PKCS#11 v2.40 §5.1). Each is in
 *         one line of bounded length
 */
public record TokenRefusal(Kind kind, Seq<String> details) implements Failure {

    /** The kinds of refusal, each with its stable code and its remedy. */
    public enum Kind {
        LIBRARY_NOT_FOUND("library_not_found", Remedy.CALL_OPERATOR),
        LIBRARY_NOT_USABLE("library_not_usable", Remedy.CALL_OPERATOR),
        SUPPORT_MISSING("support_missing", Remedy.CALL_OPERATOR),
        NO_SUCH_TOKEN("no_such_token", Remedy.CALL_OPERATOR),
        SEVERAL_TOKENS("several_tokens", Remedy.CORRECT_CALL),
        TOKEN_ABSENT("token_absent", Remedy.CALL_OPERATOR),
        TOKEN_UNUSABLE("token_unusable", Remedy.CALL_OPERATOR),
        PIN_PAD("pin_pad", Remedy.CALL_OPERATOR),
        WRONG_PIN("wrong_pin", Remedy.ASK_USER),
        PIN_LOCKED("pin_locked", Remedy.CALL_OPERATOR),
        NO_PIN("no_pin", Remedy.ASK_USER),
        LOGIN_REFUSED("login_refused", Remedy.CALL_OPERATOR),
        SESSION_LOST("session_lost", Remedy.RETRY_LATER),
        TOKEN_CLOSED("token_closed", Remedy.CORRECT_CALL),
        KEYS_UNREADABLE("keys_unreadable", Remedy.CALL_OPERATOR),
        NO_SUCH_KEY("no_such_key", Remedy.CALL_OPERATOR),
        KEY_WITHOUT_CERTIFICATE("key_without_certificate", Remedy.CALL_OPERATOR),
        SEVERAL_KEYS("several_keys", Remedy.CORRECT_CALL),
        KEY_NOT_FIT("key_not_fit", Remedy.CALL_OPERATOR),
        KEY_MAY_NOT_SIGN("key_may_not_sign", Remedy.CALL_OPERATOR),
        SCHEME_NOT_OFFERED("scheme_not_offered", Remedy.CALL_OPERATOR);

        private final String code;
        private final Remedy remedy;

        Kind(String code, Remedy remedy) {
            this.code = code;
            this.remedy = remedy;
        }
    }

    private static final int MOST_DETAILS = 4;

    public TokenRefusal {
        Objects.requireNonNull(kind, "kind");
        details = Objects.requireNonNull(details, "details")
                .take(MOST_DETAILS).map(detail -> OneLine.of(detail, OneLine.LONGEST_MESSAGE));
    }

    /** Returns a refusal whose message names those details. */
    static TokenRefusal of(Kind kind, Object... details) {
        return new TokenRefusal(kind, List.of(details).map(String::valueOf));
    }

    @Override
    public String code() {
        return kind.code;
    }

    @Override
    public Remedy remedy() {
        return kind.remedy;
    }

    @Override
    public String message() {
        return TokenRefusalText.of(this);
    }
}
