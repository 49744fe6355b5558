package io.countersign.ports.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealPurposeTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "note", "countersign.pending-user-action", "0-9.z",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void a_purpose_has_a_name_and_is_equal_by_it(String name) {
        Seal.Purpose purpose = Seal.Purpose.of(name).get();

        assertThat(purpose.name()).isEqualTo(name);
        assertThat(purpose).hasToString(name).isEqualTo(Seal.Purpose.of(name).get())
                .hasSameHashCodeAs(Seal.Purpose.of(name).get())
                .isNotEqualTo(Seal.Purpose.of("another").get()).isNotEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Note", "a b", "a\n", "zo\u00eb", "a_b", "a/b", "\0",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void any_other_text_is_no_name(String text) {
        assertThat(Seal.Purpose.of(text)).containsInvalid(List.of(
                new Violation("purpose", "must be 1 to 64 of a-z, 0-9, dot and hyphen")));
    }

    @Test
    void a_null_is_refused() {
        assertThatNullPointerException().isThrownBy(() -> Seal.Purpose.of(null)).withMessage("name");
    }
}
