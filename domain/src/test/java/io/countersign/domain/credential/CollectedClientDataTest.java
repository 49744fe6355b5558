package io.countersign.domain.credential;

import static io.countersign.domain.fixture.Credentials.collected;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectedClientDataTest {

    @ParameterizedTest
    @CsvSource({
        "abc, abc",           // the text itself, as the API reference shows it
        "YWJj, abc",          // base64url of its UTF-8, as browsers write it
        "w6k, é", "fn5-, ~~~", "Pz8_, ???", "YQ, a"})
    void a_challenge_is_repeated_as_it_is_or_as_base64url_of_its_utf_8(String written, String challenge) {
        assertThat(collected("webauthn.get", written).repeats(challenge)).isTrue();
    }

    @Test
    void a_challenge_that_utf_8_cannot_carry_is_not_taken_for_another() {
        assertThat(collected("webauthn.get", "YT8").repeats("a?")).isTrue();
        assertThat(collected("webauthn.get", "YT8").repeats("a\uD800")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "abd, abc", "ABC, abc", "'', abc", "abc, YWJj", "YQ==, a", "fn5+, ~~~", "Pz8/, ???", "6Q, é", "'abc ', abc"})
    void anything_else_does_not_repeat_the_challenge(String written, String challenge) {
        assertThat(collected("webauthn.get", written).repeats(challenge)).isFalse();
    }
}
