package io.countersign.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests the reading of Jazzer's output. */
class FuzzRunTest {

    @Test
    void a_run_that_wrote_little_and_found_nothing_tells_all_that_it_wrote() {
        assertThat(new FuzzRun(true, "#2\tDONE   cov: 7 ft: 9").findings()).isEqualTo("#2\tDONE   cov: 7 ft: 9");
        assertThat(new FuzzRun(false, "").findings()).isEmpty();
    }

    @Test
    void a_run_that_wrote_much_tells_the_end_of_it() {
        assertThat(new FuzzRun(true, "begin" + " ".repeat(6_000) + "end").findings()).hasSize(6_000).endsWith("end");
    }

    @Test
    void what_stands_before_a_finding_is_left_out() {
        assertThat(new FuzzRun(false, "INFO: seed\n== Java Exception: why").findings())
                .isEqualTo("== Java Exception: why");
    }
}
