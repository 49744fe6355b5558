package io.countersign.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vavr.collection.List;
import io.vavr.control.Validation;
import org.junit.jupiter.api.Test;

class InvalidValueExceptionTest {

    @Test
    void a_valid_value_is_returned() {
        assertThat(InvalidValueException.<String>valueOrThrow(Validation.valid("value"))).isEqualTo("value");
    }

    @Test
    void all_violations_are_named() {
        var violations = List.of(new Violation("first", "must be good"), new Violation("second", "must be better"));

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> InvalidValueException.valueOrThrow(Validation.invalid(violations)))
                .withMessage("first: must be good; second: must be better")
                .satisfies(thrown -> assertThat(thrown.violations()).isEqualTo(violations));
    }
}
