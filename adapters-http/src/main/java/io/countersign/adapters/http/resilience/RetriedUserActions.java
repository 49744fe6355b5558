package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionListener;
import io.vavr.control.Either;

import java.util.Objects;

/** Repeats user actions. */
class RetriedUserActions<A extends UserActions> implements UserActions {

    final A actions;
    final Repetition repetition;
    private final Retrying retrying;

    RetriedUserActions(A actions, Retrying retrying) {
        this.actions = actions;
        this.repetition = retrying.repetition();
        this.retrying = retrying;
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

    // The call is repeated together with its proof, so that one that was not sent starts over as well.
    @Override
    public ExecutingUserActions executedBy(ActionExecutor executor) {
        return retrying.decorate(actions.executedBy(executor));
    }

    @Override
    public ExecutingUserActions executedBy(ActionExecutor executor, UserActionListener listener) {
        return retrying.decorate(actions.executedBy(executor, listener));
    }
}
