package io.countersign.adapters.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.adapters.crypto.pkcs11.TokenRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.stream.Stream;

class TokenRefusalsTest {

    private static final String MESSAGE = "[^A-Z].+[.;)]? [A-Z].+\\.";

    static Stream<TokenRefusal> everyRefusal() {
        KeySelector name = KeySelector.label("l");
        return Stream.of(TokenRefusal.of(Kind.LIBRARY_NOT_FOUND, Path.of("l")),
                TokenRefusal.of(Kind.LIBRARY_NOT_USABLE, Path.of("l"), "w"),
                TokenRefusal.of(Kind.SUPPORT_MISSING, Pkcs11Support.SUN_PKCS11.message()),
                TokenRefusal.of(Kind.NO_SUCH_TOKEN, TokenSelector.slot(1)),
                TokenRefusal.of(Kind.SEVERAL_TOKENS, "l", "1, 2"), TokenRefusal.of(Kind.TOKEN_ABSENT, "c"),
                TokenRefusal.of(Kind.TOKEN_UNUSABLE, "c"), TokenRefusal.of(Kind.PIN_PAD),
                TokenRefusal.of(Kind.WRONG_PIN), TokenRefusal.of(Kind.PIN_LOCKED), TokenRefusal.of(Kind.NO_PIN, "w"),
                TokenRefusal.of(Kind.LOGIN_REFUSED, "c"), TokenRefusal.of(Kind.SESSION_LOST, "c"),
                TokenRefusal.of(Kind.TOKEN_CLOSED), TokenRefusal.of(Kind.KEYS_UNREADABLE, "c"),
                TokenRefusal.of(Kind.NO_SUCH_KEY, name), TokenRefusal.of(Kind.KEY_WITHOUT_CERTIFICATE, name),
                TokenRefusal.of(Kind.SEVERAL_KEYS, name),
                TokenRefusal.of(Kind.KEY_NOT_FIT, KeyRefusal.of(KeyRefusal.Kind.UNSUPPORTED_RSA_SIZE, 1024).message()),
                TokenRefusal.of(Kind.KEY_MAY_NOT_SIGN, "c"),
                TokenRefusal.of(Kind.SCHEME_NOT_OFFERED, SignatureScheme.EDDSA.joseName()));
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void every_refusal_says_what_is_wrong_and_what_to_do(TokenRefusal refusal) {
        assertThat(refusal.message()).matches(MESSAGE).doesNotContain("null");
    }

    @Test
    void a_scheme_that_another_key_could_sign_is_refused_in_other_words() {
        assertThat(TokenRefusal.of(Kind.SCHEME_NOT_OFFERED, SignatureScheme.ES256K.joseName()).message())
                .matches(MESSAGE);
    }

    /** Logs and metrics of applications depend on them. */
    @Test
    void codes_and_remedies_of_refusals_stay_as_they_are() {
        assertThat(everyRefusal().map(refusal -> refusal.code() + " " + refusal.remedy())).containsExactly(
                "library_not_found CALL_OPERATOR", "library_not_usable CALL_OPERATOR",
                "support_missing CALL_OPERATOR", "no_such_token CALL_OPERATOR", "several_tokens CORRECT_CALL",
                "token_absent CALL_OPERATOR", "token_unusable CALL_OPERATOR", "pin_pad CALL_OPERATOR",
                "wrong_pin ASK_USER", "pin_locked CALL_OPERATOR", "no_pin ASK_USER", "login_refused CALL_OPERATOR",
                "session_lost RETRY_LATER", "token_closed CORRECT_CALL", "keys_unreadable CALL_OPERATOR",
                "no_such_key CALL_OPERATOR", "key_without_certificate CALL_OPERATOR", "several_keys CORRECT_CALL",
                "key_not_fit CALL_OPERATOR", "key_may_not_sign CALL_OPERATOR", "scheme_not_offered CALL_OPERATOR");
    }

    @Test
    void every_refusal_has_a_kind_of_its_own() {
        assertThat(everyRefusal().map(TokenRefusal::kind)).containsExactly(Kind.values());
    }

    @Test
    void only_a_lost_session_may_come_back_by_itself() {
        assertThat(everyRefusal().filter(TokenRefusal::isRetryable).map(TokenRefusal::kind))
                .containsExactly(Kind.SESSION_LOST);
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> new TokenRefusal(null, List.empty())).withMessage("kind");
        assertThatNullPointerException().isThrownBy(() -> new TokenRefusal(Kind.PIN_PAD, null)).withMessage("details");
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void every_refusal_becomes_a_failure_to_sign_with_the_same_message(TokenRefusal refusal) {
        assertThat(TokenFailure.of(refusal).message()).isEqualTo(refusal.message());
        assertThat(TokenFailure.ofSearch(refusal).message()).isEqualTo(refusal.message());
    }

    @Test
    void a_token_that_cannot_be_opened_any_more_is_gone_and_one_that_cannot_be_searched_is_not() {
        TokenRefusal unusable = TokenRefusal.of(Kind.TOKEN_UNUSABLE, "CKR_DEVICE_ERROR");

        assertThat(TokenFailure.of(unusable)).returns(SigningFailure.Kind.DEVICE_REMOVED, SigningFailure::kind);
        assertThat(TokenFailure.ofSearch(unusable)).returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
    }

    @ParameterizedTest
    @EnumSource
    void missing_support_is_named_with_what_to_add(Pkcs11Support support) {
        assertThat(TokenRefusal.of(Kind.SUPPORT_MISSING, support.message()).message()).matches(MESSAGE);
    }
}
