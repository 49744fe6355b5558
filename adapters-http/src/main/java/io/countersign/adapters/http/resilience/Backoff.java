package io.countersign.adapters.http.resilience;

import io.github.resilience4j.core.IntervalFunction;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Computes the wait before a repetition, by a policy. */
final class Backoff {

    /** The interval by which Resilience4j means that there is no further attempt. */
    static final long NO_MORE = -1;

    private static final Duration ALMOST_A_MILLISECOND = Duration.ofNanos(999_999);

    private final RetryPolicy policy;
    private final RandomGenerator random;
    private final IntervalFunction bounds;

    Backoff(RetryPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
        this.bounds = IntervalFunction.ofExponentialBackoff(
                policy.initialInterval, policy.multiplier, policy.maxInterval);
    }

    /**
     * Returns the wait before the next attempt.
     *
     * @param failedAttempts the number of attempts so far, at least 1
     * @param askedFor the wait that the API or a protection asked for, if any
     * @param elapsed the time since the action was begun
     * @return the wait in milliseconds, or {@link #NO_MORE}
     */
    long millisAfter(int failedAttempts, Option<Duration> askedFor, Duration elapsed) {
        Duration asked = askedFor.filter(wait -> !wait.isNegative()).getOrElse(Duration.ZERO);
        if (asked.compareTo(policy.maxRetryAfter) > 0) {
            return NO_MORE;
        }
        long millis = asked.plus(ALMOST_A_MILLISECOND).toMillis() + jitterAfter(failedAttempts);
        return elapsed.plusMillis(millis).compareTo(policy.maxDuration) > 0 ? NO_MORE : millis;
    }

    // By hand, because Resilience4j spreads waits around the interval, and by a generator that tests cannot replace.
    private long jitterAfter(int failedAttempts) {
        long bound = bounds.apply(failedAttempts);
        return Math.max(0, Math.min(bound, random.nextLong(bound + 1)));
    }
}
