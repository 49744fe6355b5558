package io.countersign.adapters.http.resilience;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.time.Duration;
import java.util.Objects;

/**
 * Limits to the repetition of user actions. Immutable and valid by construction.
 *
 * <pre>{@code
 * RetryPolicy.builder(4)
 *         .maxDuration(Duration.ofSeconds(20))
 *         .build();
 * }</pre>
 *
 * <p>Before each repetition there is a wait of random length, evenly distributed between zero and an interval that
 * grows with each failure (exponential backoff with full jitter), so that clients that failed together do not come back
 * together. If the API, or a protection, asks for a wait ({@code Retry-After}), the random one is added to it.
 */
public final class RetryPolicy {

    final int maxAttempts;
    final Duration initialInterval;
    final double multiplier;
    final Duration maxInterval;
    final Duration maxRetryAfter;
    final Duration maxDuration;

    private RetryPolicy(Builder builder) {
        this.maxAttempts = builder.maxAttempts;
        this.initialInterval = builder.initialInterval;
        this.multiplier = builder.multiplier;
        this.maxInterval = builder.maxInterval;
        this.maxRetryAfter = builder.maxRetryAfter;
        this.maxDuration = builder.maxDuration;
    }

    /**
     * Returns a builder of a policy.
     *
     * @param maxAttempts how often an action is attempted at most, the first attempt included: 1 to 100
     * @return a builder with the defaults for everything else
     */
    public static Builder builder(int maxAttempts) {
        return new Builder(maxAttempts);
    }

    @Override
    public String toString() {
        return "RetryPolicy[maxAttempts=" + maxAttempts + ", initialInterval=" + initialInterval
                + ", multiplier=" + multiplier + ", maxInterval=" + maxInterval + ", maxRetryAfter=" + maxRetryAfter
                + ", maxDuration=" + maxDuration + "]";
    }

    /** Builds a {@link RetryPolicy}. Not safe for use by several threads. */
    public static final class Builder {

        private static final int LARGEST_MAX_ATTEMPTS = 100;
        private static final double LARGEST_MULTIPLIER = 10;
        private static final Duration SHORTEST = Duration.ofMillis(1);
        private static final Duration LONGEST = Duration.ofDays(1);

        private final int maxAttempts;
        private Duration initialInterval = Duration.ofMillis(250);
        private double multiplier = 2;
        private Duration maxInterval = Duration.ofSeconds(10);
        private Duration maxRetryAfter = Duration.ofSeconds(30);
        private Duration maxDuration = Duration.ofMinutes(1);

        private Builder(int maxAttempts) {
            this.maxAttempts = maxAttempts;
        }

        /**
         * Sets the longest wait after the first failure. Default: 250 milliseconds.
         *
         * @param interval between a millisecond and a day, in whole milliseconds
         */
        public Builder initialInterval(Duration interval) {
            initialInterval = Objects.requireNonNull(interval, "initialInterval");
            return this;
        }

        /**
         * Sets the factor by which the longest wait grows with each further failure. Default: 2.
         *
         * @param factor between 1 and 10
         */
        public Builder multiplier(double factor) {
            multiplier = factor;
            return this;
        }

        /**
         * Sets the length up to which the longest wait grows. Default: 10 seconds.
         *
         * @param interval between the initial interval and a day, in whole milliseconds
         */
        public Builder maxInterval(Duration interval) {
            maxInterval = Objects.requireNonNull(interval, "maxInterval");
            return this;
        }

        /**
         * Sets the longest {@code Retry-After} that is waited for. If a longer one is asked for, the action is not
         * repeated. Default: 30 seconds.
         *
         * @param limit between 0 and a day
         */
        public Builder maxRetryAfter(Duration limit) {
            maxRetryAfter = Objects.requireNonNull(limit, "maxRetryAfter");
            return this;
        }

        /**
         * Sets the time from the beginning of the first attempt by which the last one has to begin. Attempts are not
         * cut short, see the time limits of the transport. Default: a minute.
         *
         * @param limit between a millisecond and a day
         */
        public Builder maxDuration(Duration limit) {
            maxDuration = Objects.requireNonNull(limit, "maxDuration");
            return this;
        }

        /**
         * Returns the policy.
         *
         * @return the policy, or everything that is wrong with it
         */
        public Validation<Seq<Violation>, RetryPolicy> build() {
            Seq<Violation> violations = List.of(
                    check("maxAttempts", maxAttempts >= 1 && maxAttempts <= LARGEST_MAX_ATTEMPTS,
                            "must be between 1 and " + LARGEST_MAX_ATTEMPTS),
                    check("initialInterval", isBetween(SHORTEST, initialInterval, LONGEST),
                            "must be between a millisecond and a day"),
                    check("multiplier", multiplier >= 1 && multiplier <= LARGEST_MULTIPLIER,
                            "must be between 1 and " + (int) LARGEST_MULTIPLIER),
                    check("maxInterval", isBetween(initialInterval, maxInterval, LONGEST),
                            "must be between initialInterval and a day"),
                    check("maxRetryAfter", isBetween(Duration.ZERO, maxRetryAfter, LONGEST),
                            "must be between 0 and a day"),
                    check("maxDuration", isBetween(SHORTEST, maxDuration, LONGEST),
                            "must be between a millisecond and a day"))
                    .flatMap(found -> found);
            return violations.isEmpty() ? Validation.valid(new RetryPolicy(this)) : Validation.invalid(violations);
        }

        /**
         * Returns the policy.
         *
         * @throws InvalidValueException if anything is wrong with it, naming all of it
         */
        public RetryPolicy buildOrThrow() {
            return InvalidValueException.valueOrThrow(build());
        }

        private static boolean isBetween(Duration shortest, Duration duration, Duration longest) {
            return duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0;
        }

        private static Option<Violation> check(String field, boolean isValid, String message) {
            return Option.when(!isValid, () -> new Violation(field, message));
        }

        @Override
        public String toString() {
            return "RetryPolicy.Builder";
        }
    }
}
