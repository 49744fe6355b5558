package io.countersign.adapters.crypto.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class KeyRefusalKindsTest {

    static Stream<KeyRefusal> everyRefusal() {
        return Stream.of(new KeyRefusal.PublicKeyGiven(false), new KeyRefusal.EncryptedKeyGiven(false),
                new KeyRefusal.UnsupportedCurve(Option.none()), new KeyRefusal.UnnamedCurve(true),
                new KeyRefusal.UnsupportedRsaSize(1024), new KeyRefusal.SeveralKeys(2),
                new KeyRefusal.UnsupportedAlgorithm(Option.none()), new KeyRefusal.UnsupportedForm(Option.none()),
                new KeyRefusal.NoKey(), new KeyRefusal.Damaged(), new KeyRefusal.TooLong(1),
                new KeyRefusal.InvalidKey(KeyFlaw.PUBLIC_KEY_MISMATCH),
                new KeyRefusal.FileUnreadable("java.nio.file.NoSuchFileException"),
                new KeyRefusal.ProviderCannotUse("P", SignatureScheme.ES256, "F"),
                new KeyRefusal.NoProviderSigns(SignatureScheme.ES256K, "P does not sign it"),
                new KeyRefusal.NotDeterministic("P", SignatureScheme.ES256),
                new KeyRefusal.SchemeDoesNotFit(SignatureScheme.ES256, List.of(SignatureScheme.RS256)),
                new KeyRefusal.SchemeNotRecognisable(), new KeyRefusal.EmptyPassword(),
                new KeyRefusal.PasswordNotText(), new KeyRefusal.CostNotAllowed("why"),
                new KeyRefusal.ProviderCannotEncrypt("P", "F"), new KeyRefusal.Cancelled());
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
        assertThat(everyRefusal().map(KeyRefusal::kind)).containsExactlyInAnyOrder(KeyRefusal.Kind.values());
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
    void every_type_of_refusal_is_tested_here() {
        assertThat(everyRefusal().map(Object::getClass)).containsExactlyInAnyOrder(
                KeyRefusal.class.getPermittedSubclasses());
    }
}
