package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.control.Either;

import java.util.Objects;

/** What was authorised is made, once. */
final class ExecutedUserActions implements ExecutingUserActions {

    private final UserActions actions;
    private final ActionExecutor executor;

    ExecutedUserActions(UserActions actions, ActionExecutor executor) {
        this.actions = Objects.requireNonNull(actions, "actions");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action) {
        return actions.authorize(action);
    }

    @Override
    public Either<UserActionFailure, ApiAnswer> perform(UserAction action) {
        return authorize(action).flatMap(this::executed);
    }

    private Either<UserActionFailure, ApiAnswer> executed(AuthorizedAction action) {
        return Step.EXECUTION.ask(executor, () -> executor.execute(action), UserActionFailure.ApiFailed::new);
    }
}
