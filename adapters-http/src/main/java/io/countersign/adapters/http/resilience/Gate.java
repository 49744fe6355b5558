package io.countersign.adapters.http.resilience;

import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.vavr.control.Either;

import java.util.function.Supplier;

/** What an exchange passes on its way out, or is held back by. */
interface Gate {

    /** The outcome of the exchange, or why it was not made; what it throws passes as it is. */
    <R> Either<ApiFailure, R> pass(Exchange exchange, Supplier<Either<ApiFailure, R>> sending);

    /** Holds nothing back. */
    static Gate open() {
        return new Gate() {
            @Override
            public <R> Either<ApiFailure, R> pass(Exchange exchange, Supplier<Either<ApiFailure, R>> sending) {
                return sending.get();
            }
        };
    }
}
