package io.countersign.adapters.http.resilience;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.vavr.control.Either;

import java.util.function.Supplier;

/** What an exchange passes on its way out, or is held back by. */
interface Gate {

    /** The outcome of the exchange, or why it was not made; what it throws passes as it is. */
    <R> Either<ApiFailure, R> pass(
            Exchange exchange, Transmission transmission, Supplier<Either<ApiFailure, R>> sending);

    /** Holds an exchange back, and records that nothing of it was sent. */
    static <R> Either<ApiFailure, R> heldBack(Transmission transmission, ApiFailure failure) {
        transmission.abandon();
        return Either.left(failure);
    }

    /** Holds nothing back. */
    static Gate open() {
        return new Gate() {
            @Override
            public <R> Either<ApiFailure, R> pass(
                    Exchange exchange, Transmission transmission, Supplier<Either<ApiFailure, R>> sending) {
                return sending.get();
            }
        };
    }
}
