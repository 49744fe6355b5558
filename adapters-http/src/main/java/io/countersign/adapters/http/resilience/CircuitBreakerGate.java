package io.countersign.adapters.http.resilience;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Health;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/** Holds exchanges back while the circuit breaker is open. */
final class CircuitBreakerGate implements Gate {

    private final CircuitBreaker breaker;
    private final Gate next;

    CircuitBreakerGate(CircuitBreaker breaker, Gate next) {
        this.breaker = breaker;
        this.next = next;
    }

    @Override
    public <R> Either<ApiFailure, R> pass(
            Exchange exchange, Transmission transmission, Supplier<Either<ApiFailure, R>> sending) {
        Period before = Period.of(breaker);
        if (!isPermitted()) {
            return Gate.heldBack(
                    transmission, new ApiFailure.HeldBack(exchange, Protection.CIRCUIT_BREAKER, Option.none()));
        }
        Permission permission = new Permission(breaker, before.until(Period.of(breaker)));
        try {
            return next.pass(exchange, transmission, () -> permission.usedFor(sending));
        } finally {
            permission.giveBackIfUnused();
        }
    }

    /**
     * Asks for a permission. Events are published before it is given, so if a consumer of them throws, none is taken
     * yet, and the breaker is asked once more.
     */
    private boolean isPermitted() {
        boolean[] permitted = new boolean[1];
        return Quietly.run(() -> permitted[0] = breaker.tryAcquirePermission())
                ? permitted[0]
                : Quietly.get(breaker::tryAcquirePermission, false);
    }

    /**
     * The time between two transitions of the breaker. Half-open periods are told apart by their metrics, as each has
     * its own.
     */
    private record Period(CircuitBreaker.State state, CircuitBreaker.Metrics metrics) {

        static Period of(CircuitBreaker breaker) {
            return new Period(breaker.getState(), breaker.getMetrics());
        }

        boolean isHalfOpen() {
            return state == CircuitBreaker.State.HALF_OPEN;
        }

        boolean isSameAs(Period other) {
            return state == other.state && metrics == other.metrics;
        }

        /**
         * Returns the half-open period that gave a permission between this moment and a later one.
         *
         * @return none if the breaker was closed, or if it is not certain
         */
        Option<Period> until(Period after) {
            boolean gaveNone = state == CircuitBreaker.State.OPEN || state == CircuitBreaker.State.FORCED_OPEN;
            return after.isHalfOpen() && (gaveNone || isSameAs(after)) ? Option.some(after) : Option.none();
        }
    }

    /**
     * A permission, which is either used, by reporting the outcome to the breaker, or given back: if the exchange was
     * not made after all, or tells nothing of the API. A half-open breaker is told only of the trials that it has
     * permitted, and only they give a permission back: an exchange that began while it was closed is no trial, and
     * would let another one through.
     */
    private static final class Permission {

        private final CircuitBreaker breaker;
        private final Option<Period> trialOf;
        private boolean used;

        Permission(CircuitBreaker breaker, Option<Period> trialOf) {
            this.breaker = breaker;
            this.trialOf = trialOf;
        }

        // Timed here, so that a wait for the rate limiter does not count as slowness of the API.
        <R> Either<ApiFailure, R> usedFor(Supplier<Either<ApiFailure, R>> sending) {
            Option<Long> begun = now();
            Either<ApiFailure, R> outcome = sending.get();
            used = Quietly.run(() -> report(
                            outcome, begun.flatMap(from -> now().map(ended -> ended - from)).getOrElse(0L)))
                    && healthAfter(outcome) != Health.UNKNOWN;
            return outcome;
        }

        private void report(Either<ApiFailure, ?> outcome, long took) {
            if (!isConcerned()) {
                return;
            }
            switch (healthAfter(outcome)) {
                case WORKING -> breaker.onSuccess(took, breaker.getTimestampUnit());
                case FAILING -> breaker.onError(
                        took, breaker.getTimestampUnit(), new FailedExchangeException(outcome.getLeft()));
                case UNKNOWN -> { }
            }
        }

        // Foreign adapters may answer null, which tells nothing of the API.
        private static Health healthAfter(@Nullable Either<ApiFailure, ?> outcome) {
            return outcome == null ? Health.UNKNOWN : outcome.fold(
                    failure -> failure == null ? Health.UNKNOWN : failure.kind().health(), answer -> Health.WORKING);
        }

        private Option<Long> now() {
            return Quietly.get(() -> Option.some(breaker.getCurrentTimestamp()), Option.none());
        }

        private boolean isConcerned() {
            Period now = Period.of(breaker);
            return !now.isHalfOpen() || trialOf.exists(now::isSameAs);
        }

        void giveBackIfUnused() {
            if (!used && trialOf.exists(trial -> trial.isSameAs(Period.of(breaker)))) {
                Quietly.run(breaker::releasePermission);
            }
        }
    }
}
