package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.control.Either;

/** Makes the calls of an executor through a gate. */
final class ProtectedExecutor implements ActionExecutor {

    private final ActionExecutor executor;
    private final Gate gate;

    ProtectedExecutor(ActionExecutor executor, Gate gate) {
        this.executor = executor;
        this.gate = gate;
    }

    @Override
    public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction action) {
        return execute(action, Transmission.standalone());
    }

    @Override
    public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction action, Transmission transmission) {
        return gate.pass(Exchange.EXECUTION, transmission, () -> executor.execute(action, transmission));
    }

    @Override
    public String toString() {
        return executor + ", protected";
    }
}
