package io.countersign.adapters.http.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.InvalidValueException;
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
    void a_policy_with_a_number_of_attempts_has_defaults_for_everything_else() {
        assertThat(RetryPolicy.builder(4).buildOrThrow()).hasToString("RetryPolicy[maxAttempts=4, "
                + "initialInterval=PT0.25S, multiplier=2.0, maxInterval=PT10S, maxRetryAfter=PT30S, maxDuration=PT1M]");
    }

    @Test
    void everything_can_be_set() {
        assertThat(RetryPolicy.builder(7).initialInterval(Duration.ofMillis(1)).multiplier(1.5)
                .maxInterval(Duration.ofMillis(2)).maxRetryAfter(Duration.ofMillis(3)).maxDuration(Duration.ofMillis(4))
                .buildOrThrow())
                .hasToString("RetryPolicy[maxAttempts=7, initialInterval=PT0.001S, multiplier=1.5, "
                        + "maxInterval=PT0.002S, maxRetryAfter=PT0.003S, maxDuration=PT0.004S]");
        assertThat(RetryPolicy.builder(7)).hasToString("RetryPolicy.Builder");
    }

    @Test
    void the_throwing_twin_names_everything_that_is_wrong() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> RetryPolicy.builder(0).maxDuration(Duration.ZERO).buildOrThrow())
                .withMessageContainingAll("maxAttempts: must be", "maxDuration: must be");
    }

    @Test
    void all_violations_are_reported_at_once() {
        assertThat(RetryPolicy.builder(0).initialInterval(Duration.ZERO).multiplier(0.99)
                .maxInterval(Duration.ofMillis(-1)).maxRetryAfter(Duration.ofMillis(-1)).maxDuration(Duration.ZERO)
                .build().getError())
                .containsExactly(
                        new Violation("maxAttempts", "must be between 1 and 100"),
                        new Violation("initialInterval", "must be between a millisecond and a day"),
                        new Violation("multiplier", "must be between 1 and 10"),
                        new Violation("maxInterval", "must be between initialInterval and a day"),
                        new Violation("maxRetryAfter", "must be between 0 and a day"),
                        new Violation("maxDuration", "must be between a millisecond and a day"));
        assertThat(fieldsAtFault(RetryPolicy.builder(101).initialInterval(TOO_LONG).multiplier(10.01)
                .maxInterval(TOO_LONG.plusNanos(1)).maxRetryAfter(TOO_LONG).maxDuration(TOO_LONG)))
                .containsExactly(
                        "maxAttempts", "initialInterval", "multiplier", "maxInterval", "maxRetryAfter", "maxDuration");
    }

    @Test
    void the_bounds_themselves_are_allowed() {
        assertThat(RetryPolicy.builder(1).initialInterval(Duration.ofMillis(1)).multiplier(1)
                .maxInterval(Duration.ofMillis(1)).maxRetryAfter(Duration.ZERO).maxDuration(Duration.ofMillis(1))
                .build()).isValid();
        assertThat(RetryPolicy.builder(100).initialInterval(DAY).multiplier(10).maxInterval(DAY).maxRetryAfter(DAY)
                .maxDuration(DAY).build()).isValid();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -2})
    void an_invalid_multiplier_is_refused(double multiplier) {
        assertThat(fieldsAtFault(RetryPolicy.builder(2).multiplier(multiplier))).containsExactly("multiplier");
    }

    @ParameterizedTest
    @CsvSource({"PT0.25S, true", "PT0.249S, false"})
    void the_longest_interval_is_not_shorter_than_the_initial_one(Duration maxInterval, boolean allowed) {
        assertThat(fieldsAtFault(RetryPolicy.builder(2).maxInterval(maxInterval)).isEmpty()).isEqualTo(allowed);
    }

    @Test
    void nulls_are_refused_at_once() {
        RetryPolicy.Builder builder = RetryPolicy.builder(2);

        assertThatNullPointerException().isThrownBy(() -> builder.initialInterval(null)).withMessage("initialInterval");
        assertThatNullPointerException().isThrownBy(() -> builder.maxInterval(null)).withMessage("maxInterval");
        assertThatNullPointerException().isThrownBy(() -> builder.maxRetryAfter(null))
                .withMessage("maxRetryAfter");
        assertThatNullPointerException().isThrownBy(() -> builder.maxDuration(null)).withMessage("maxDuration");
    }

    private static List<String> fieldsAtFault(RetryPolicy.Builder builder) {
        return builder.build().fold(
                violations -> violations.map(Violation::field).toList(), valid -> List.empty());
    }
}
