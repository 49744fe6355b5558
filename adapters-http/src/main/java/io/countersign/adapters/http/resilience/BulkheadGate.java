package io.countersign.adapters.http.resilience;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.countersign.ports.outbound.ApiFailure.HeldBack.Protection;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.function.Supplier;

/** Lets so many exchanges through at once. */
final class BulkheadGate implements Gate {

    private final Bulkhead bulkhead;
    private final Gate next;

    BulkheadGate(Bulkhead bulkhead, Gate next) {
        this.bulkhead = bulkhead;
        this.next = next;
    }

    @Override
    public <R> Either<ApiFailure, R> pass(
            Exchange exchange, Transmission transmission, Supplier<Either<ApiFailure, R>> sending) {
        if (!bulkhead.tryAcquirePermission()) {
            return Gate.heldBack(transmission, Thread.currentThread().isInterrupted()
                    ? new ApiFailure.Cancelled(exchange, false)
                    : new ApiFailure.HeldBack(exchange, Protection.BULKHEAD, Option.none()));
        }
        try {
            return next.pass(exchange, transmission, sending);
        } finally {
            bulkhead.onComplete();
        }
    }
}
