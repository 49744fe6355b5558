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

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.stream.Stream;

class TokenRefusalCasesTest {

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
    void every_refusal_is_matched_by_the_case_of_its_name(TokenRefusal refusal) {
        TokenRefusal.Cases<String> cases = namesOfTheCases(TokenRefusal.Cases.class);

        assertThat(refusal.<String>match(cases)).isEqualToIgnoringCase(refusal.getClass().getSimpleName());
        assertThat(refusal.message()).matches(MESSAGE).doesNotContain("null");
    }

    @ParameterizedTest
    @MethodSource("everyKeyRefusal")
    void every_refusal_of_a_key_is_matched_by_the_case_of_its_name(TokenKeyRefusal refusal) {
        TokenKeyRefusal.Cases<String> cases = namesOfTheCases(TokenKeyRefusal.Cases.class);

        assertThat(refusal.<String>match(cases)).isEqualToIgnoringCase(refusal.getClass().getSimpleName());
        assertThat(refusal.message()).matches(MESSAGE).doesNotContain("null");
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void each_means_a_failure_to_who_wants_a_signature(TokenRefusal refusal) {
        assertThat(TokenFailure.of(refusal).message()).isEqualTo(refusal.message());
        assertThat(TokenFailure.of(new TokenKeyRefusal.TokenRefused(refusal)).message()).isEqualTo(refusal.message());
    }

    @Test
    void a_token_that_cannot_be_opened_any_more_is_gone_and_one_that_fails_at_something_is_not() {
        TokenRefusal unusable = new TokenRefusal.TokenUnusable("CKR_DEVICE_ERROR");

        assertThat(TokenFailure.of(unusable)).isInstanceOf(SigningFailure.DeviceRemoved.class);
        assertThat(TokenFailure.of(new TokenKeyRefusal.TokenRefused(unusable)))
                .isInstanceOf(SigningFailure.KeyUnreachable.class);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_missing_is_told_with_its_remedy(Pkcs11Support support) {
        assertThat(new TokenRefusal.SupportMissing(support).message()).matches(MESSAGE);
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void none_is_left_out_here(TokenRefusal refusal) {
        assertThat(everyRefusal().map(Object::getClass)).containsExactlyInAnyOrder(
                TokenRefusal.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("everyKeyRefusal")
    void no_refusal_of_a_key_is_left_out_here(TokenKeyRefusal refusal) {
        assertThat(everyKeyRefusal().map(Object::getClass).distinct()).containsExactlyInAnyOrder(
                TokenKeyRefusal.class.getPermittedSubclasses());
    }

    @SuppressWarnings("unchecked")
    private static <T> T namesOfTheCases(Class<?> cases) {
        return (T) Proxy.newProxyInstance(
                cases.getClassLoader(), new Class<?>[] {cases}, (proxy, method, arguments) -> method.getName());
    }
}
