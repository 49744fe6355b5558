package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.control.Either;

import java.util.Objects;

/** What was authorised is made, once. */
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
        return actions.authorize(action);
    }

    @Override
    public Either<UserActionFailure, ApiAnswer> perform(UserAction action) {
        return authorize(action)
                .flatMap(authorized -> steps.take(action, Step.EXECUTION, () -> executed(authorized)));
    }

    private Either<UserActionFailure, ApiAnswer> executed(AuthorizedAction action) {
        return AdapterContract.ask(Step.EXECUTION, executor, () -> executor.execute(action),
                UserActionFailure.ApiFailed::new);
    }
}
