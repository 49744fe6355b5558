package io.countersign.adapters.crypto.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class KeyRefusalKindsTest {

    static Stream<KeyRefusal> everyRefusal() {
        return Stream.of(KeyRefusal.of(Kind.PUBLIC_KEY_GIVEN, "public key"),
                KeyRefusal.of(Kind.ENCRYPTED_KEY_GIVEN, ""),
                KeyRefusal.of(Kind.UNSUPPORTED_CURVE, ""), KeyRefusal.of(Kind.UNNAMED_CURVE, "parameters"),
                KeyRefusal.of(Kind.UNSUPPORTED_RSA_SIZE, 1024), KeyRefusal.of(Kind.SEVERAL_KEYS, 2),
                KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, ""), KeyRefusal.of(Kind.UNSUPPORTED_FORM, ""),
                KeyRefusal.of(Kind.NO_KEY), KeyRefusal.of(Kind.DAMAGED), KeyRefusal.of(Kind.TOO_LONG, 1),
                KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH),
                KeyRefusal.of(Kind.FILE_UNREADABLE, "key.pem", "java.nio.file.NoSuchFileException"),
                KeyRefusal.of(Kind.PROVIDER_CANNOT_USE, "P", SignatureScheme.ES256.joseName(), "F"),
                KeyRefusal.of(Kind.NO_PROVIDER_SIGNS, SignatureScheme.ES256K.joseName(), "P does not sign it"),
                KeyRefusal.of(Kind.NOT_DETERMINISTIC, "P", SignatureScheme.ES256.joseName()),
                KeyRefusal.of(Kind.SCHEME_DOES_NOT_FIT,
                        SignatureScheme.ES256.joseName(), SignatureScheme.RS256.joseName()),
                KeyRefusal.of(Kind.SCHEME_NOT_RECOGNISABLE), KeyRefusal.of(Kind.EMPTY_PASSWORD),
                KeyRefusal.of(Kind.PASSWORD_NOT_TEXT), KeyRefusal.of(Kind.COST_NOT_ALLOWED, "why"),
                KeyRefusal.of(Kind.PROVIDER_CANNOT_ENCRYPT, "P", "F"), KeyRefusal.of(Kind.CANCELLED));
    }

    /** Logs, dashboards and other programs depend on them. */
    @Test
    void the_codes_and_remedies_are_stable() {
        assertThat(everyRefusal().map(refusal -> refusal.code() + " " + refusal.remedy())).containsExactly(
                "public_key_given CALL_OPERATOR", "encrypted_key_given CALL_OPERATOR",
                "unsupported_curve CALL_OPERATOR", "unnamed_curve CALL_OPERATOR",
                "unsupported_rsa_size CALL_OPERATOR", "several_keys CALL_OPERATOR",
                "unsupported_algorithm CALL_OPERATOR", "unsupported_form CALL_OPERATOR",
                "no_key CALL_OPERATOR", "damaged CALL_OPERATOR", "too_long CALL_OPERATOR",
                "invalid_key CALL_OPERATOR", "file_unreadable CALL_OPERATOR", "provider_cannot_use CALL_OPERATOR",
                "no_provider_signs CALL_OPERATOR", "not_deterministic CALL_OPERATOR",
                "scheme_does_not_fit CORRECT_CALL", "scheme_not_recognisable CORRECT_CALL",
                "empty_password ASK_USER", "password_not_text ASK_USER", "cost_not_allowed CORRECT_CALL",
                "provider_cannot_encrypt CALL_OPERATOR", "cancelled RETRY_LATER");
    }

    @Test
    void every_refusal_has_a_kind_of_its_own() {
        assertThat(everyRefusal().map(KeyRefusal::kind)).containsExactlyInAnyOrder(Kind.values());
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void the_exception_has_the_message_of_its_refusal(KeyRefusal refusal) {
        assertThat(new KeyRefusedException(refusal)).hasMessage(refusal.message())
                .returns(refusal, KeyRefusedException::refusal);
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void every_refusal_says_what_is_wrong_and_then_what_to_do(KeyRefusal refusal) {
        assertThat(refusal.message()).matches("[^A-Z].+[.;)]? [A-Z].+\\.").doesNotContain("null");
    }

    @Test
    void only_what_was_cancelled_may_succeed_at_another_time() {
        assertThat(everyRefusal().filter(KeyRefusal::isRetryable).map(KeyRefusal::kind))
                .containsExactly(Kind.CANCELLED);
    }

    @Test
    void details_of_others_are_shown_in_one_line_of_bounded_length() {
        KeyRefusal refusal = KeyRefusal.of(Kind.COST_NOT_ALLOWED, "a\nb" + "x".repeat(10_000));

        assertThat(refusal.message()).contains("a\\u000ab").hasSizeLessThan(3_000).doesNotContain("\n");
        assertThat(refusal.toString()).hasSizeLessThan(3_000).doesNotContain("\n");
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> new KeyRefusal(null, List.empty())).withMessage("kind");
        assertThatNullPointerException().isThrownBy(() -> new KeyRefusal(Kind.NO_KEY, null)).withMessage("details");
    }
}
