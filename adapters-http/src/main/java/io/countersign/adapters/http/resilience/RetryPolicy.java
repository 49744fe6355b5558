package io.countersign.adapters.http.resilience;

import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.time.Duration;
import java.util.Objects;

/**
 * How often, how long and how patiently a user action is repeated. Immutable, valid by construction.
 *
 * <pre>{@code
 * RetryPolicy.ofAttempts(4)
 *         .within(Duration.ofSeconds(20))
 *         .validated();
 * }</pre>
 *
 * <p>Before each repetition there is a wait of random length, even from none to a longest that grows with each failure
 * (exponential backoff with full jitter), so that clients which failed together do not come back together. If the API,
 * or what held an exchange back, asks for a wait ({@code Retry-After}), the random one is added to it.
 */
public final class RetryPolicy {

    private final Draft draft;

    private RetryPolicy(Draft draft) {
        this.draft = draft;
    }

    /** A policy of that many attempts, the first one included, everything else as usual until said otherwise. */
    public static Draft ofAttempts(int attempts) {
        return new Draft(attempts, Duration.ofMillis(250), 2, Duration.ofSeconds(10), Duration.ofSeconds(30),
                Duration.ofMinutes(1));
    }

    int attempts() {
        return draft.attempts;
    }

    Duration firstWait() {
        return draft.firstWait;
    }

    double multiplier() {
        return draft.multiplier;
    }

    Duration longestWait() {
        return draft.longestWait;
    }

    Duration longestRetryAfter() {
        return draft.longestRetryAfter;
    }

    Duration within() {
        return draft.within;
    }

    @Override
    public String toString() {
        return "RetryPolicy[" + draft.contents() + "]";
    }

    /** A policy that is still to be {@linkplain #validated validated}. Immutable: each method returns another draft. */
    public static final class Draft {

        private static final int MOST_ATTEMPTS = 100;
        private static final double LARGEST_MULTIPLIER = 10;
        private static final Duration SHORTEST = Duration.ofMillis(1);
        private static final Duration LONGEST = Duration.ofDays(1);

        private final int attempts;
        private final Duration firstWait;
        private final double multiplier;
        private final Duration longestWait;
        private final Duration longestRetryAfter;
        private final Duration within;

        private Draft(
                int attempts, Duration firstWait, double multiplier, Duration longestWait, Duration longestRetryAfter,
                Duration within) {
            this.attempts = attempts;
            this.firstWait = Objects.requireNonNull(firstWait, "firstWait");
            this.multiplier = multiplier;
            this.longestWait = Objects.requireNonNull(longestWait, "longestWait");
            this.longestRetryAfter = Objects.requireNonNull(longestRetryAfter, "longestRetryAfter");
            this.within = Objects.requireNonNull(within, "within");
        }

        /** How long the wait after the first failure is at most, in whole milliseconds; 250 unless said otherwise. */
        public Draft firstWait(Duration firstWait) {
            return new Draft(attempts, firstWait, multiplier, longestWait, longestRetryAfter, within);
        }

        /** By how much that grows with each further failure; doubles unless said otherwise. */
        public Draft multiplier(double multiplier) {
            return new Draft(attempts, firstWait, multiplier, longestWait, longestRetryAfter, within);
        }

        /** How far it may grow, in whole milliseconds; to 10 seconds unless said otherwise. */
        public Draft longestWait(Duration longestWait) {
            return new Draft(attempts, firstWait, multiplier, longestWait, longestRetryAfter, within);
        }

        /**
         * The longest wait asked for ({@code Retry-After}) that is respected; 30 seconds unless said otherwise. Who is
         * asked for a longer one does not wait at all, and does not come back sooner either: the failure is the answer.
         */
        public Draft longestRetryAfter(Duration longestRetryAfter) {
            return new Draft(attempts, firstWait, multiplier, longestWait, longestRetryAfter, within);
        }

        /**
         * The time that an action is given, from its first attempt on; a minute unless said otherwise. No wait begins
         * that would end later. It does not cut an attempt short: that is what the time limits of the transport do.
         */
        public Draft within(Duration within) {
            return new Draft(attempts, firstWait, multiplier, longestWait, longestRetryAfter, within);
        }

        /** This policy, or everything that is wrong with it. */
        public Validation<Seq<Violation>, RetryPolicy> validated() {
            Seq<Violation> violations = List.of(
                    fault("attempts", attempts >= 1 && attempts <= MOST_ATTEMPTS,
                            "must be between 1 and " + MOST_ATTEMPTS),
                    fault("firstWait", isBetween(SHORTEST, firstWait, LONGEST),
                            "must be between a millisecond and a day"),
                    fault("multiplier", multiplier >= 1 && multiplier <= LARGEST_MULTIPLIER,
                            "must be between 1 and " + (int) LARGEST_MULTIPLIER),
                    fault("longestWait", isBetween(firstWait, longestWait, LONGEST),
                            "must be between firstWait and a day"),
                    fault("longestRetryAfter", isBetween(Duration.ZERO, longestRetryAfter, LONGEST),
                            "must be between 0 and a day"),
                    fault("within", isBetween(SHORTEST, within, LONGEST), "must be between a millisecond and a day"))
                    .flatMap(found -> found);
            return violations.isEmpty() ? Validation.valid(new RetryPolicy(this)) : Validation.invalid(violations);
        }

        private static boolean isBetween(Duration shortest, Duration duration, Duration longest) {
            return duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0;
        }

        private static Seq<Violation> fault(String field, boolean isGood, String message) {
            return isGood ? List.empty() : List.of(new Violation(field, message));
        }

        private String contents() {
            return "attempts=" + attempts + ", firstWait=" + firstWait + ", multiplier=" + multiplier
                    + ", longestWait=" + longestWait + ", longestRetryAfter=" + longestRetryAfter
                    + ", within=" + within;
        }

        @Override
        public String toString() {
            return "RetryPolicy.Draft[" + contents() + "]";
        }
    }
}
