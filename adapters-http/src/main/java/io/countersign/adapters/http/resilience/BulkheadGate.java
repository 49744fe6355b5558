package io.countersign.adapters.http.resilience;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.function.Supplier;

/** Limits the number of exchanges at the same time. */
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
        if (!isEntered()) {
            return Gate.heldBack(transmission, Thread.currentThread().isInterrupted()
                    ? new ApiFailure.Cancelled(exchange, false)
                    : new ApiFailure.HeldBack(exchange, Protection.BULKHEAD, Option.none()));
        }
        try {
            return next.pass(exchange, transmission, sending);
        } finally {
            Quietly.run(bulkhead::onComplete);
        }
    }

    /**
     * Asks for a permission. An event consumer that throws hides the bulkhead's decision, which is then derived from
     * the number of permissions before.
     */
    private boolean isEntered() {
        boolean isFree = Quietly.get(() -> bulkhead.getMetrics().getAvailableConcurrentCalls() > 0, false);
        return Quietly.get(bulkhead::tryAcquirePermission, isFree && !Thread.currentThread().isInterrupted());
    }
}
