package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

import java.util.Objects;

/** Authorises actions and makes their calls, each once. */
final class ExecutedUserActions implements ExecutingUserActions {

    private final UserActions actions;
    private final Execution execution;

    ExecutedUserActions(UserActions actions, Execution execution) {
        this.actions = actions;
        this.execution = execution;
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
        return authorize(action, attempt).flatMap(authorized -> execution.of(action, authorized, attempt));
    }
}
