package io.countersign.domain.credential;

import static io.countersign.domain.fixture.Credentials.SOME_PASSKEY;
import static io.countersign.domain.fixture.Credentials.THE_PASSWORD;
import static io.countersign.domain.fixture.Credentials.key;
import static io.countersign.domain.fixture.Credentials.passkey;
import static io.countersign.domain.fixture.Credentials.passwordProtectedKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {

    @ParameterizedTest
    @ValueSource(strings = {"cr-5cpod-1u8dq", "c2ln-_", "c2ln+/==", " ", "é", "a=b", "c2ln", "C2LN"})
    void an_id_is_kept_as_it_is(String value) {
        assertThat(CredentialId.ofOrThrow(value).value()).isEqualTo(value);
        assertThat(CredentialId.ofOrThrow(value)).hasToString(value);
    }

    @Test
    void ids_that_encode_the_same_bytes_are_different_ids() {
        assertThat(CredentialId.ofOrThrow("YQ")).isNotEqualTo(CredentialId.ofOrThrow("YQ=="));
    }

    @Test
    void an_empty_id_is_refused() {
        assertThat(CredentialId.of("")).containsInvalid(List.of(new Violation("credId", "must not be empty")));
    }

    @Test
    void a_credential_stands_for_itself_only() {
        assertThat(key("a").matches(key("a"))).isTrue();
        assertThat(key("a").matches(key("b"))).isFalse();
        assertThat(key("a").matches(passkey("a"))).isFalse();
        assertThat(key("a").matches(passwordProtectedKey("a"))).isFalse();
        assertThat(THE_PASSWORD.matches(THE_PASSWORD)).isTrue();
    }

    @Test
    void a_credential_whose_id_is_not_known_yet_can_stand_for_any_of_its_kind_but_none_for_it() {
        assertThat(SOME_PASSKEY.matches(passkey("a"))).isTrue();
        assertThat(SOME_PASSKEY.matches(key("a"))).isFalse();
        assertThat(passkey("a").matches(SOME_PASSKEY)).isFalse();
    }

    @Test
    void a_credential_is_shown_by_kind_and_id() {
        assertThat(key("cr-1")).hasToString("Key cr-1");
        assertThat(THE_PASSWORD).hasToString("Password");
    }
}
