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

/** Authorises actions and makes their calls, each once. */
final class ExecutedUserActions implements ExecutingUserActions {

    private final UserActions actions;
    private final ActionExecutor executor;
    private final ObservedSteps steps;

    ExecutedUserActions(UserActions actions, ActionExecutor executor, ObservedSteps steps) {
        this.steps = steps;
        this.actions = Objects.requireNonNull(actions, "actions");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action) {
        return authorize(action, Attempt.create());
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action, Attempt attempt) {
        return actions.authorize(action, attempt);
    }

    @Override
    public Either<UserActionFailure, ApiAnswer> perform(UserAction action) {
        return perform(action, Attempt.create());
    }

    @Override
    public Either<UserActionFailure, ApiAnswer> perform(UserAction action, Attempt attempt) {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(attempt, "attempt");
        return authorize(action, attempt).flatMap(authorized ->
                steps.take(action, attempt, Step.EXECUTION, () -> executed(authorized, attempt)));
    }

    private Either<UserActionFailure, ApiAnswer> executed(AuthorizedAction action, Attempt attempt) {
        return AdapterContract.<ApiAnswer>exchange(Step.EXECUTION, attempt, executor,
                transmission -> executor.execute(action, transmission)).flatMap(ExecutedUserActions::carriedOut);
    }

    /** An executor that takes a call that waits for approval for one that was carried out is not believed. */
    private static Either<UserActionFailure, ApiAnswer> carriedOut(ApiAnswer answer) {
        return ActionExecutor.classified(Exchange.EXECUTION, answer, body -> true)
                .mapLeft(UserActionFailure.ApiFailed::new);
    }
}
