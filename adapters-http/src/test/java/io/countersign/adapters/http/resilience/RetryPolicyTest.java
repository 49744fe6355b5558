package io.countersign.adapters.http.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class RetryPolicyTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TOO_LONG = DAY.plusNanos(1);

    @Test
    void a_policy_of_so_many_attempts_is_good_as_it_is() {
        RetryPolicy policy = RetryPolicy.ofAttempts(4).validated().get();

        assertThat(policy).hasToString("RetryPolicy[attempts=4, firstWait=PT0.25S, multiplier=2.0, longestWait=PT10S,"
                + " longestRetryAfter=PT30S, within=PT1M]");
    }

    @Test
    void everything_can_be_said_otherwise() {
        RetryPolicy.Draft draft = RetryPolicy.ofAttempts(7).firstWait(Duration.ofMillis(1)).multiplier(1.5)
                .longestWait(Duration.ofMillis(2)).longestRetryAfter(Duration.ofMillis(3)).within(Duration.ofMillis(4));

        assertThat(draft).hasToString("RetryPolicy.Draft[attempts=7, firstWait=PT0.001S, multiplier=1.5,"
                + " longestWait=PT0.002S, longestRetryAfter=PT0.003S, within=PT0.004S]");
        assertThat(draft.validated()).isValid();
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        assertThat(RetryPolicy.ofAttempts(0).firstWait(Duration.ZERO).multiplier(0.99)
                .longestWait(Duration.ofMillis(-1)).longestRetryAfter(Duration.ofMillis(-1)).within(Duration.ZERO)
                .validated().getError())
                .containsExactly(
                        new Violation("attempts", "must be between 1 and 100"),
                        new Violation("firstWait", "must be between a millisecond and a day"),
                        new Violation("multiplier", "must be between 1 and 10"),
                        new Violation("longestWait", "must be between firstWait and a day"),
                        new Violation("longestRetryAfter", "must be between 0 and a day"),
                        new Violation("within", "must be between a millisecond and a day"));
        assertThat(fieldsAtFault(RetryPolicy.ofAttempts(101).firstWait(TOO_LONG).multiplier(10.01)
                .longestWait(TOO_LONG.plusNanos(1)).longestRetryAfter(TOO_LONG).within(TOO_LONG)))
                .containsExactly(
                        "attempts", "firstWait", "multiplier", "longestWait", "longestRetryAfter", "within");
    }

    @Test
    void the_bounds_themselves_are_allowed() {
        assertThat(RetryPolicy.ofAttempts(1).firstWait(Duration.ofMillis(1)).multiplier(1)
                .longestWait(Duration.ofMillis(1)).longestRetryAfter(Duration.ZERO).within(Duration.ofMillis(1))
                .validated()).isValid();
        assertThat(RetryPolicy.ofAttempts(100).firstWait(DAY).multiplier(10).longestWait(DAY).longestRetryAfter(DAY)
                .within(DAY).validated()).isValid();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -2})
    void what_waits_cannot_grow_by_is_refused(double multiplier) {
        assertThat(fieldsAtFault(RetryPolicy.ofAttempts(2).multiplier(multiplier))).containsExactly("multiplier");
    }

    @ParameterizedTest
    @CsvSource({"PT0.25S, true", "PT0.249S, false"})
    void waits_do_not_shrink(Duration longestWait, boolean allowed) {
        assertThat(fieldsAtFault(RetryPolicy.ofAttempts(2).longestWait(longestWait)).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void nulls_are_refused_at_once() {
        RetryPolicy.Draft draft = RetryPolicy.ofAttempts(2);

        assertThatNullPointerException().isThrownBy(() -> draft.firstWait(null)).withMessage("firstWait");
        assertThatNullPointerException().isThrownBy(() -> draft.longestWait(null)).withMessage("longestWait");
        assertThatNullPointerException().isThrownBy(() -> draft.longestRetryAfter(null))
                .withMessage("longestRetryAfter");
        assertThatNullPointerException().isThrownBy(() -> draft.within(null)).withMessage("within");
    }

    private static List<String> fieldsAtFault(RetryPolicy.Draft draft) {
        return draft.validated().fold(
                violations -> violations.map(Violation::field).toList(), valid -> List.empty());
    }
}
