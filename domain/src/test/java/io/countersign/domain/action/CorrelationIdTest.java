package io.countersign.domain.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"order-4711", "~", "!", "0d9f8a5e-8a8e-4c5a-9a39-0b5a4d4e2f10", "a\"b\\\\c{}"})
    void visible_ascii_is_taken_as_it_is(String text) {
        assertThat(CorrelationId.ofOrThrow(text).value()).isEqualTo(text);
        assertThat(CorrelationId.ofOrThrow(text)).hasToString(text).isEqualTo(CorrelationId.ofOrThrow(text))
                .hasSameHashCodeAs(CorrelationId.ofOrThrow(text)).isNotEqualTo(CorrelationId.ofOrThrow(text + "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "a\tb", "\u007F", "\u00e9", "\u2028"})
    void what_could_disturb_a_log_is_refused(String text) {
        assertThat(CorrelationId.of(text)).isInvalid();
    }

    @Test
    void it_is_128_characters_at_most() {
        assertThat(CorrelationId.of("a".repeat(128))).isValid();
        assertThat(CorrelationId.of("a".repeat(129))).isInvalid();
    }

    @Test
    void null_is_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> CorrelationId.of(null)).withMessage("value");
    }
}
