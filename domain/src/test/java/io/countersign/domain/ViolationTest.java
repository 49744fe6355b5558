package io.countersign.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.vavr.collection.List;
import org.junit.jupiter.api.Test;

class ViolationTest {

    private static final Violation ONE = new Violation("rp.id", "must not be empty");
    private static final Violation TWO = new Violation("challenge", "is required");

    @Test
    void a_violation_names_the_part_at_fault_and_what_is_expected() {
        assertThat(ONE).hasToString("rp.id: must not be empty");
    }

    @Test
    void several_violations_are_told_in_one_line() {
        assertThat(Violation.describe(List.of(ONE, TWO))).isEqualTo("rp.id: must not be empty; challenge: is required");
        assertThat(Violation.describe(List.empty())).isEmpty();
    }

    @Test
    void a_violation_can_be_the_only_one() {
        assertThat(ONE.asInvalid()).containsInvalid(List.of(ONE));
    }
}
