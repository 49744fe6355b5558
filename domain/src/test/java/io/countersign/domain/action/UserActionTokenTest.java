package io.countersign.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserActionTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "eyJ0eXAi.eyJzdWIi.c2ln-_", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"})
    void visible_ascii_characters_make_a_token(String value) {
        assertThat(UserActionToken.ofOrThrow(value).value()).isEqualTo(value);
    }

    @Test
    void every_character_that_a_header_does_not_carry_as_it_is_is_refused() {
        for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
            assertThat(UserActionToken.of("a" + (char) unit + "b").isValid())
                    .as("U+%04X", unit).isEqualTo(unit >= 0x21 && unit <= 0x7E);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "tok en", "tok\r\nX-Injected: yes", "tök"})
    void what_cannot_be_a_token_is_refused_without_being_repeated(String value) {
        assertThat(UserActionToken.of(value)).containsInvalid(
                List.of(new Violation("userAction", "must be one or more visible ASCII characters")));
    }
}
