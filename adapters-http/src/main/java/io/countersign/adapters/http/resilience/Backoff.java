package io.countersign.adapters.http.resilience;

import io.github.resilience4j.core.IntervalFunction;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failure, as a policy has it; and whether to wait at all. */
final class Backoff {

    /** What Resilience4j takes for "no more". */
    static final long NO_MORE = -1;

    private static final Duration ALMOST_A_MILLISECOND = Duration.ofNanos(999_999);

    private final RetryPolicy policy;
    private final RandomGenerator random;
    private final IntervalFunction longest;

    Backoff(RetryPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
        this.longest = IntervalFunction.ofExponentialBackoff(
                policy.firstWait(), policy.multiplier(), policy.longestWait());
    }

    /**
     * The wait in milliseconds, or {@link #NO_MORE} if there is to be none.
     *
     * @param failedAttempts how often the action has failed by now, at least 1
     * @param askedFor the wait that was asked for, if there was one
     * @param elapsed how long ago the action was begun
     */
    long millisAfter(int failedAttempts, Option<Duration> askedFor, Duration elapsed) {
        Duration asked = askedFor.filter(wait -> !wait.isNegative()).getOrElse(Duration.ZERO);
        if (asked.compareTo(policy.longestRetryAfter()) > 0) {
            return NO_MORE;
        }
        long millis = asked.plus(ALMOST_A_MILLISECOND).toMillis() + jitterAfter(failedAttempts);
        return elapsed.plusMillis(millis).compareTo(policy.within()) > 0 ? NO_MORE : millis;
    }

    /**
     * Full jitter; Resilience4j's own spreads around the interval, and not by a source that can be handed in. A source
     * that leaves its bounds does not change the policy's.
     */
    private long jitterAfter(int failedAttempts) {
        long bound = longest.apply(failedAttempts);
        return Math.max(0, Math.min(bound, random.nextLong(bound + 1)));
    }
}
