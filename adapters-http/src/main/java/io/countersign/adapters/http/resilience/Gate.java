package io.countersign.adapters.http.resilience;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;

import java.util.function.Supplier;

/** Lets exchanges pass or holds them back. */
interface Gate {

    /**
     * Makes an exchange, or holds it back.
     *
     * @return the outcome of the exchange, or the reason why it was not made
     */
    <R> Either<ApiFailure, R> pass(
            Exchange exchange, Transmission transmission, Supplier<Either<ApiFailure, R>> sending);

    /** Records that nothing was sent, and returns the failure of the exchange. */
    static <R> Either<ApiFailure, R> heldBack(Transmission transmission, ApiFailure failure) {
        transmission.abandon();
        return Either.left(failure);
    }

    /** Returns a gate that holds nothing back. */
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
