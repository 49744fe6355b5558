package io.countersign.adapters.crypto.scheme;

import io.countersign.domain.OneLine;
import io.countersign.ports.failure.Failure;
import io.countersign.ports.failure.Remedy;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.util.Objects;

/**
 * A reason not to accept something as a signing key, or not to encrypt it. Immutable. Shows nothing of what was given
 * beyond its details, and never key material or a password.
 *
 * @param kind the kind of refusal, to switch over
 * @param details what the message names, in its order: a curve, a number of bits, a path, the type of an exception;
 *         an empty text stands for what is not known. Each is in one line of bounded length
 */
public record KeyRefusal(Kind kind, Seq<String> details) implements Failure {

    /** The kinds of refusal, each with its stable code and its remedy. */
    public enum Kind {
        PUBLIC_KEY_GIVEN("public_key_given", Remedy.CALL_OPERATOR),
        ENCRYPTED_KEY_GIVEN("encrypted_key_given", Remedy.CALL_OPERATOR),
        UNSUPPORTED_CURVE("unsupported_curve", Remedy.CALL_OPERATOR),
        UNNAMED_CURVE("unnamed_curve", Remedy.CALL_OPERATOR),
        UNSUPPORTED_RSA_SIZE("unsupported_rsa_size", Remedy.CALL_OPERATOR),
        UNSUPPORTED_ALGORITHM("unsupported_algorithm", Remedy.CALL_OPERATOR),
        UNSUPPORTED_FORM("unsupported_form", Remedy.CALL_OPERATOR),
        SEVERAL_KEYS("several_keys", Remedy.CALL_OPERATOR),
        NO_KEY("no_key", Remedy.CALL_OPERATOR),
        DAMAGED("damaged", Remedy.CALL_OPERATOR),
        TOO_LONG("too_long", Remedy.CALL_OPERATOR),
        INVALID_KEY("invalid_key", Remedy.CALL_OPERATOR),
        FILE_UNREADABLE("file_unreadable", Remedy.CALL_OPERATOR),
        PROVIDER_CANNOT_USE("provider_cannot_use", Remedy.CALL_OPERATOR),
        NO_PROVIDER_SIGNS("no_provider_signs", Remedy.CALL_OPERATOR),
        NOT_DETERMINISTIC("not_deterministic", Remedy.CALL_OPERATOR),
        SCHEME_DOES_NOT_FIT("scheme_does_not_fit", Remedy.CORRECT_CALL),
        SCHEME_NOT_RECOGNISABLE("scheme_not_recognisable", Remedy.CORRECT_CALL),
        EMPTY_PASSWORD("empty_password", Remedy.ASK_USER),
        PASSWORD_NOT_TEXT("password_not_text", Remedy.ASK_USER),
        COST_NOT_ALLOWED("cost_not_allowed", Remedy.CORRECT_CALL),
        PROVIDER_CANNOT_ENCRYPT("provider_cannot_encrypt", Remedy.CALL_OPERATOR),
        CANCELLED("cancelled", Remedy.RETRY_LATER);

        private final String code;
        private final Remedy remedy;

        Kind(String code, Remedy remedy) {
            this.code = code;
            this.remedy = remedy;
        }
    }

    private static final int MOST_DETAILS = 4;

    public KeyRefusal {
        Objects.requireNonNull(kind, "kind");
        details = Objects.requireNonNull(details, "details")
                .take(MOST_DETAILS).map(detail -> OneLine.of(detail, OneLine.LONGEST_MESSAGE));
    }

    /**
     * Returns a refusal.
     *
     * @param kind its kind
     * @param details what its message names, shown by {@code toString}
     */
    public static KeyRefusal of(Kind kind, Object... details) {
        return new KeyRefusal(kind, List.of(details).map(detail -> Objects.toString(detail, "")));
    }

    /** Returns the refusal of a private key that can be read and has that flaw. */
    public static KeyRefusal of(KeyFlaw flaw) {
        return of(Kind.INVALID_KEY, flaw.description());
    }

    @Override
    public String code() {
        return kind.code;
    }

    @Override
    public Remedy remedy() {
        return kind.remedy;
    }

    /**
     * {@inheritDoc} Commands in it call the file of the key {@code KEY_FILE}, and write a new file beside it.
     */
    @Override
    public String message() {
        return KeyRefusalText.of(this);
    }
}
