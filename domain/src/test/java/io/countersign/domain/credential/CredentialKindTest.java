package io.countersign.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialKindTest {

    @ParameterizedTest
    @CsvSource({
        "Fido2,                true,  true,  true",
        "Key,                  true,  true,  true",
        "PasswordProtectedKey, true,  true,  true",
        "Password,             true,  true,  false",
        "Totp,                 true,  false, true",
        "RecoveryKey,          true,  false, false",
        "CarrierPigeon,        false, false, false",
        "key,                  false, false, false",
        "'',                   false, false, false"})
    void a_kind_is_known_by_its_exact_name_and_so_is_what_it_can_serve_as(
            String name, boolean known, boolean first, boolean second) {
        var kind = new CredentialKind(name);

        assertThat(kind.isKnown()).isEqualTo(known);
        assertThat(kind.canBeFirst()).isEqualTo(first);
        assertThat(kind.canBeSecond()).isEqualTo(second);
        assertThat(kind).hasToString(name);
    }

    @ParameterizedTest
    @CsvSource({
        "first, true, false", "second, false, true", "either, true, true", "third, false, false", "First, false, false",
        "'', false, false"})
    void a_factor_serves_as_what_its_exact_name_says(String name, boolean first, boolean second) {
        var factor = new CredentialFactor(name);

        assertThat(factor.canBeFirst()).isEqualTo(first);
        assertThat(factor.canBeSecond()).isEqualTo(second);
        assertThat(factor).hasToString(name);
    }
}
