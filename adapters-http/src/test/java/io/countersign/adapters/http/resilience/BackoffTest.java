package io.countersign.adapters.http.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.fixture.Jitter;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

class BackoffTest {

    private static final Duration NOW = Duration.ZERO;
    private static final RetryPolicy POLICY = RetryPolicy.builder(10)
            .initialInterval(Duration.ofMillis(100)).multiplier(3).maxInterval(Duration.ofMillis(1000))
            .maxRetryAfter(Duration.ofSeconds(5)).maxDuration(Duration.ofSeconds(8)).buildOrThrow();

    private final Backoff shortest = new Backoff(POLICY, Jitter.SHORTEST);
    private final Backoff longest = new Backoff(POLICY, Jitter.LONGEST);

    @Test
    void the_longest_wait_grows_with_each_failure_up_to_its_bound() {
        assertThat(List.range(1, 6).map(failures -> longest.millisAfter(failures, Option.none(), NOW)))
                .containsExactly(100L, 300L, 900L, 1000L, 1000L);
    }

    @Test
    void the_shortest_wait_is_zero_after_any_number_of_failures() {
        assertThat(List.range(1, 6).map(failures -> shortest.millisAfter(failures, Option.none(), NOW)))
                .containsOnly(0L);
    }

    @Test
    void a_wait_that_is_asked_for_comes_before_the_random_one() {
        Option<Duration> asked = Option.some(Duration.ofMillis(2500));

        assertThat(shortest.millisAfter(1, asked, NOW)).isEqualTo(2500);
        assertThat(longest.millisAfter(1, asked, NOW)).isEqualTo(2600);
    }

    @Test
    void a_wait_that_is_asked_for_is_never_cut_short_by_a_fraction() {
        assertThat(shortest.millisAfter(1, Option.some(Duration.ofNanos(1)), NOW)).isEqualTo(1);
        assertThat(shortest.millisAfter(1, Option.some(Duration.ofNanos(1_000_000)), NOW)).isEqualTo(1);
        assertThat(shortest.millisAfter(1, Option.some(Duration.ofNanos(1_000_001)), NOW)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"PT5S, 5000", "PT5.000000001S, -1", "PT2562047788015215H30M7S, -1", "PT0S, 0", "PT-3S, 0"})
    void a_wait_that_is_asked_for_is_respected_up_to_a_bound_and_beyond_it_there_is_none(Duration asked, long millis) {
        assertThat(shortest.millisAfter(1, Option.some(asked), NOW)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({"PT7.9S, 100", "PT7.900000001S, -1", "PT8S, -1", "PT9S, -1"})
    void no_wait_begins_that_would_end_too_late(Duration elapsed, long millis) {
        assertThat(longest.millisAfter(1, Option.none(), elapsed)).isEqualTo(millis);
    }

    @Test
    void a_wait_keeps_its_bounds_for_every_policy_and_failure() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random any = new Random(seed);
            RetryPolicy policy = anyPolicy(any);
            int failures = 1 + any.nextInt(100);
            Option<Duration> asked = any.nextBoolean()
                    ? Option.none()
                    : Option.some(Duration.ofNanos(any.nextLong(policy.maxRetryAfter.toNanos() * 2 + 1)));
            Duration elapsed = Duration.ofNanos(any.nextLong(policy.maxDuration.toNanos() * 2));

            long millis = new Backoff(policy, any).millisAfter(failures, asked, elapsed);

            if (millis == Backoff.NO_MORE) {
                continue;
            }
            Duration wait = Duration.ofMillis(millis);
            long random = millis - asked.map(BackoffTest::roundedUp).getOrElse(0L);
            double grown = policy.initialInterval.toMillis() * Math.pow(policy.multiplier, failures - 1);
            assertThat(random).as("random part, seed %d", seed)
                    .isBetween(0L, (long) Math.min(policy.maxInterval.toMillis(), grown));
            assertThat(wait).as("seed %d", seed).isGreaterThanOrEqualTo(asked.getOrElse(Duration.ZERO));
            assertThat(asked.getOrElse(Duration.ZERO)).isLessThanOrEqualTo(policy.maxRetryAfter);
            assertThat(elapsed.plus(wait)).as("seed %d", seed).isLessThanOrEqualTo(policy.maxDuration);
        }
    }

    @Test
    void a_wait_may_be_of_any_length_up_to_the_longest() {
        Backoff backoff = new Backoff(POLICY, new Random(4711));

        List<Long> waits = List.fill(10_000, () -> backoff.millisAfter(1, Option.none(), NOW));

        assertThat(waits.toSet()).as("0 to 100 ms").hasSize(101);
        assertThat(waits.average().get()).isBetween(48.0, 52.0);
    }

    private static long roundedUp(Duration asked) {
        return asked.toMillis() + (asked.toNanosPart() % 1_000_000 == 0 ? 0 : 1);
    }

    private static RetryPolicy anyPolicy(RandomGenerator any) {
        long firstWait = 1 + any.nextLong(10_000);
        return RetryPolicy.builder(1 + any.nextInt(100))
                .initialInterval(Duration.ofMillis(firstWait))
                .multiplier(any.nextDouble(1, 10))
                .maxInterval(Duration.ofMillis(firstWait + any.nextLong(100_000)))
                .maxRetryAfter(Duration.ofMillis(any.nextLong(100_000)))
                .maxDuration(Duration.ofMillis(1 + any.nextLong(200_000)))
                .buildOrThrow();
    }
}
