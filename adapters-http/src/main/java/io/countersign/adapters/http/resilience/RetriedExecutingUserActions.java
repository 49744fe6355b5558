package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionListener;
import io.vavr.control.Either;

import java.util.Objects;

/** User actions that start over, the call included where it may be made again. */
final class RetriedExecutingUserActions implements ExecutingUserActions {

    private final ExecutingUserActions actions;
    private final Retrying retrying;
    private final Repetition repetition;

    RetriedExecutingUserActions(ExecutingUserActions actions, Retrying retrying, Repetition repetition) {
        this.actions = actions;
        this.retrying = retrying;
        this.repetition = repetition;
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action) {
        return authorize(action, Attempt.create());
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action, Attempt attempt) {
        Objects.requireNonNull(action, "action");
        return repetition.of(action, attempt, Step.REDEMPTION, failure -> failure.mayStartOver(action),
                each -> actions.authorize(action, each));
    }

    @Override
    public Either<UserActionFailure, ApiAnswer> perform(UserAction action) {
        return perform(action, Attempt.create());
    }

    @Override
    public Either<UserActionFailure, ApiAnswer> perform(UserAction action, Attempt attempt) {
        Objects.requireNonNull(action, "action");
        return repetition.of(action, attempt, Step.EXECUTION, failure -> failure.mayStartOver(action),
                each -> actions.perform(action, each));
    }

    @Override
    public ExecutingUserActions executedBy(ActionExecutor executor) {
        return retrying.of(actions.executedBy(executor));
    }

    @Override
    public ExecutingUserActions executedBy(ActionExecutor executor, UserActionListener listener) {
        return retrying.of(actions.executedBy(executor, listener));
    }
}
