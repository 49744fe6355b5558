package io.countersign.adapters.http;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.outbound.ApiFailure;
import io.vavr.control.Either;

import java.util.function.Supplier;

/** Reports an exchange to the flow once it has ended: that nothing was sent, where this adapter's own record proves it. */
final class Reported {

    private Reported() {
    }

    static <R> Either<ApiFailure, R> exchange(Transmission transmission, Supplier<Either<ApiFailure, R>> exchange) {
        Either<ApiFailure, R> outcome = exchange.get();
        if (outcome.isLeft() && !outcome.getLeft().mayHaveReachedTheApi()) {
            transmission.abandon();
        } else {
            transmission.answered();
        }
        return outcome;
    }
}
