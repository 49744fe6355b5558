package io.countersign.adapters.crypto.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

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
        return Stream.of(new TokenRefusal.LibraryNotFound(Path.of("l")),
                new TokenRefusal.LibraryNotUsable(Path.of("l"), "w"),
                new TokenRefusal.SupportMissing(Pkcs11Support.SUN_PKCS11),
                new TokenRefusal.NoSuchToken(TokenSelector.slot(1), List.empty()),
                new TokenRefusal.SeveralTokens("l", List.of(1L, 2L)), new TokenRefusal.TokenAbsent("c"),
                new TokenRefusal.TokenUnusable("c"), new TokenRefusal.PinPad(), new TokenRefusal.WrongPin(),
                new TokenRefusal.PinLocked(), new TokenRefusal.NoPin("w"), new TokenRefusal.LoginRefused("c"),
                new TokenRefusal.SessionLost("c"), new TokenRefusal.TokenClosed());
    }

    static Stream<TokenKeyRefusal> everyKeyRefusal() {
        KeySelector name = KeySelector.label("l");
        return Stream.of(new TokenKeyRefusal.TokenRefused(new TokenRefusal.WrongPin()),
                new TokenKeyRefusal.KeysUnreadable("c"), new TokenKeyRefusal.NoSuchKey(name, List.empty()),
                new TokenKeyRefusal.KeyWithoutCertificate(name), new TokenKeyRefusal.SeveralKeys(name),
                new TokenKeyRefusal.KeyNotFit(new KeyRefusal.UnsupportedRsaSize(1024)),
                new TokenKeyRefusal.KeyMayNotSign("c"), new TokenKeyRefusal.SchemeNotOffered(SignatureScheme.EDDSA),
                new TokenKeyRefusal.SchemeNotOffered(SignatureScheme.ES256K));
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void every_refusal_says_what_is_wrong_and_what_to_do(TokenRefusal refusal) {
        assertThat(refusal.message()).matches(MESSAGE).doesNotContain("null");
    }

    @ParameterizedTest
    @MethodSource("everyKeyRefusal")
    void every_refusal_of_a_key_says_what_is_wrong_and_what_to_do(TokenKeyRefusal refusal) {
        assertThat(refusal.message()).matches(MESSAGE).doesNotContain("null");
    }

    /** Logs and metrics of applications depend on them. */
    @Test
    void codes_and_remedies_of_refusals_stay_as_they_are() {
        assertThat(everyRefusal().map(refusal -> refusal.code() + " " + refusal.remedy())).containsExactly(
                "library_not_found CALL_OPERATOR", "library_not_usable CALL_OPERATOR",
                "support_missing CALL_OPERATOR", "no_such_token CALL_OPERATOR", "several_tokens CORRECT_CALL",
                "token_absent CALL_OPERATOR", "token_unusable CALL_OPERATOR", "pin_pad CALL_OPERATOR",
                "wrong_pin ASK_USER", "pin_locked CALL_OPERATOR", "no_pin ASK_USER", "login_refused CALL_OPERATOR",
                "session_lost RETRY_LATER", "token_closed CORRECT_CALL");
    }

    @Test
    void codes_and_remedies_of_refusals_of_a_key_stay_as_they_are() {
        assertThat(everyKeyRefusal().map(refusal -> refusal.code() + " " + refusal.remedy()).distinct())
                .containsExactly("token_refused ASK_USER", "keys_unreadable CALL_OPERATOR",
                        "no_such_key CALL_OPERATOR", "key_without_certificate CALL_OPERATOR",
                        "several_keys CORRECT_CALL", "key_not_fit CALL_OPERATOR", "key_may_not_sign CALL_OPERATOR",
                        "scheme_not_offered CALL_OPERATOR");
    }

    @Test
    void every_refusal_has_a_kind_of_its_own() {
        assertThat(everyRefusal().map(Object::getClass)).containsExactlyInAnyOrder(
                TokenRefusal.class.getPermittedSubclasses());
        assertThat(everyRefusal().map(TokenRefusal::kind)).containsExactly(TokenRefusal.Kind.values());
    }

    @Test
    void every_refusal_of_a_key_has_a_kind_of_its_own() {
        assertThat(everyKeyRefusal().map(Object::getClass).distinct()).containsExactlyInAnyOrder(
                TokenKeyRefusal.class.getPermittedSubclasses());
        assertThat(everyKeyRefusal().map(TokenKeyRefusal::kind).distinct())
                .containsExactly(TokenKeyRefusal.Kind.values());
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void each_is_a_failure_of_a_signature(TokenRefusal refusal) {
        assertThat(TokenFailure.of(refusal).message()).isEqualTo(refusal.message());
        assertThat(TokenFailure.of(new TokenKeyRefusal.TokenRefused(refusal)).message()).isEqualTo(refusal.message());
        assertThat(new TokenKeyRefusal.TokenRefused(refusal).remedy()).isEqualTo(refusal.remedy());
    }

    @Test
    void a_token_that_cannot_be_opened_any_more_is_gone_and_one_that_fails_at_something_is_not() {
        TokenRefusal unusable = new TokenRefusal.TokenUnusable("CKR_DEVICE_ERROR");

        assertThat(TokenFailure.of(unusable)).returns(SigningFailure.Kind.DEVICE_REMOVED, SigningFailure::kind);
        assertThat(TokenFailure.of(new TokenKeyRefusal.TokenRefused(unusable)))
                .returns(SigningFailure.Kind.KEY_UNREACHABLE, SigningFailure::kind);
    }

    @ParameterizedTest
    @EnumSource
    void missing_support_is_named_with_what_to_add(Pkcs11Support support) {
        assertThat(new TokenRefusal.SupportMissing(support).message()).matches(MESSAGE);
    }
}
