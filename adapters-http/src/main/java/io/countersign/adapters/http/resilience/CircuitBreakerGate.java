package io.countersign.adapters.http.resilience;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.countersign.ports.outbound.ApiFailure.HeldBack.Protection;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.function.Supplier;

/** Lets nothing through while too much of what it let through failed. */
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
        if (!breaker.tryAcquirePermission()) {
            return Gate.heldBack(
                    transmission, new ApiFailure.HeldBack(exchange, Protection.CIRCUIT_BREAKER, Option.none()));
        }
        Permission permission = new Permission(breaker);
        try {
            return next.pass(exchange, transmission, () -> permission.usedFor(sending));
        } finally {
            permission.giveBackIfUnused();
        }
    }

    /**
     * A permission of the breaker's, which is either used, by telling the breaker how the API did, or given back: when
     * the exchange was not made after all, broke, or says nothing of the API.
     */
    private static final class Permission {

        private final CircuitBreaker breaker;
        private boolean used;

        Permission(CircuitBreaker breaker) {
            this.breaker = breaker;
        }

        /** Timed here, so that a wait for the rate limiter does not count as slowness of the API. */
        <R> Either<ApiFailure, R> usedFor(Supplier<Either<ApiFailure, R>> sending) {
            long from = breaker.getCurrentTimestamp();
            Either<ApiFailure, R> outcome = sending.get();
            long took = breaker.getCurrentTimestamp() - from;
            switch (ApiHealth.after(outcome)) {
                case WELL -> {
                    used = true;
                    breaker.onSuccess(took, breaker.getTimestampUnit());
                }
                case ILL -> {
                    used = true;
                    breaker.onError(took, breaker.getTimestampUnit(), new FailedExchangeException(outcome.getLeft()));
                }
                case UNTOLD -> { }
            }
            return outcome;
        }

        void giveBackIfUnused() {
            if (!used) {
                breaker.releasePermission();
            }
        }
    }
}
