package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.vavr.control.Either;

import java.util.Objects;

/** Repeats user actions including the call, where it may be made again. */
final class RetriedExecutingUserActions extends RetriedUserActions<ExecutingUserActions>
        implements ExecutingUserActions {

    RetriedExecutingUserActions(ExecutingUserActions actions, Retrying retrying) {
        super(actions, retrying);
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
}
