package io.countersign.adapters.crypto.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Proxy;
import java.util.stream.Stream;

class KeyRefusalCasesTest {

    static Stream<KeyRefusal> everyRefusal() {
        return Stream.of(new KeyRefusal.PublicKeyGiven(false), new KeyRefusal.EncryptedKeyGiven(),
                new KeyRefusal.UnsupportedCurve(Option.none()), new KeyRefusal.UnnamedCurve(true),
                new KeyRefusal.UnsupportedRsaSize(1024), new KeyRefusal.SeveralKeys(2),
                new KeyRefusal.UnsupportedAlgorithm(Option.none()), new KeyRefusal.UnsupportedForm(Option.none()),
                new KeyRefusal.NoKey(), new KeyRefusal.Damaged(), new KeyRefusal.TooLong(1),
                new KeyRefusal.InvalidKey(KeyFlaw.PUBLIC_KEY_MISMATCH),
                new KeyRefusal.ProviderCannotUse("P", SignatureScheme.ES256, "F"),
                new KeyRefusal.NoProviderSigns(SignatureScheme.ES256K, "P does not sign it"),
                new KeyRefusal.NotDeterministic("P", SignatureScheme.ES256),
                new KeyRefusal.SchemeDoesNotFit(SignatureScheme.ES256, List.of(SignatureScheme.RS256)),
                new KeyRefusal.SchemeNotRecognisable());
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void every_refusal_is_matched_by_the_case_of_its_name(KeyRefusal refusal) {
        assertThat(refusal.<String>match(namesOfTheCases())).isEqualToIgnoringCase(refusal.getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void every_refusal_says_what_is_wrong_and_then_what_to_do(KeyRefusal refusal) {
        assertThat(refusal.message()).matches("[^A-Z].+[.;)]? [A-Z].+\\.").doesNotContain("null");
    }

    @ParameterizedTest
    @MethodSource("everyRefusal")
    void none_is_left_out_here(KeyRefusal refusal) {
        assertThat(everyRefusal().map(Object::getClass)).containsExactlyInAnyOrder(
                KeyRefusal.class.getPermittedSubclasses());
    }

    @SuppressWarnings("unchecked")
    private static KeyRefusal.Cases<String> namesOfTheCases() {
        return (KeyRefusal.Cases<String>) Proxy.newProxyInstance(KeyRefusal.class.getClassLoader(),
                new Class<?>[] {KeyRefusal.Cases.class}, (proxy, method, arguments) -> method.getName());
    }
}
