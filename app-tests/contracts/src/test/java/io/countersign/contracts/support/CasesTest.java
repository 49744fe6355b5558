package io.countersign.contracts.support;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CasesTest {

    @Test
    void a_failure_names_the_case_that_failed() {
        assertThatThrownBy(() -> Cases.forEach(List.of("a", "b"), each -> assertThat(each).isEqualTo("a")))
                .isInstanceOf(AssertionError.class).hasMessageStartingWith("[b] ");
    }

    @Test
    void a_failure_names_a_numbered_case_without_showing_it() {
        assertThatThrownBy(() -> Cases.forEachNumbered("key", List.of("s3cret", "s4cret"), each -> {
            throw new AssertionError("not signed");
        })).isInstanceOf(AssertionError.class).hasMessage("[key 1] not signed");
    }

    @Test
    void a_long_or_unprintable_case_is_named_on_one_short_line() {
        assertThatThrownBy(() -> Cases.named("a\r\n" + "x".repeat(20_000), () -> {
            throw new AssertionError("no");
        })).hasMessage("[a\\u000d\\u000a" + "x".repeat(77) + "… (20003 characters)] no");
    }

    @Test
    void a_check_that_passes_is_left_alone() {
        assertThatCode(() -> Cases.named("fine", () -> { })).doesNotThrowAnyException();
    }
}
