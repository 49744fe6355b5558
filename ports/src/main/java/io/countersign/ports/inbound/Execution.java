package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.control.Either;

import java.util.Objects;

/** Takes the last step of a user action: makes the call that was authorised, once per attempt. */
final class Execution {

    private final ActionExecutor executor;
    private final ObservedSteps steps;

    Execution(ActionExecutor executor, ObservedSteps steps) {
        this.executor = Objects.requireNonNull(executor, "executor");
        this.steps = steps;
    }

    Either<UserActionFailure, ApiAnswer> of(UserAction action, AuthorizedAction authorized, Attempt attempt) {
        return steps.take(action, attempt, Step.EXECUTION, () -> AdapterContract.<ApiAnswer>exchange(
                Step.EXECUTION, attempt, executor, transmission -> executor.execute(authorized, transmission))
                .flatMap(Execution::carriedOut));
    }

    /** Checks the answer again, as an executor may take a call that waits for approval for one that was carried out. */
    private static Either<UserActionFailure, ApiAnswer> carriedOut(ApiAnswer answer) {
        return ActionExecutor.classified(Exchange.EXECUTION, answer, body -> true)
                .mapLeft(UserActionFailure::apiFailed);
    }
}
