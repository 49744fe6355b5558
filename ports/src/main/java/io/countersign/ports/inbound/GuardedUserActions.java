package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.function.Supplier;

/** Turns whatever the user actions of others do into a value. */
final class GuardedUserActions implements UserActions {

    private final UserActions actions;

    GuardedUserActions(UserActions actions) {
        this.actions = Objects.requireNonNull(actions, "actions");
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action) {
        return guarded(action, () -> actions.authorize(action));
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action, Attempt attempt) {
        return guarded(action, () -> actions.authorize(action, attempt));
    }

    private Either<UserActionFailure, AuthorizedAction> guarded(
            UserAction action, Supplier<Either<UserActionFailure, AuthorizedAction>> authorization) {
        return AdapterContract.<UserActionFailure, AuthorizedAction>ask(
                        Step.CHALLENGE, actions, authorization, failure -> failure)
                .filterOrElse(authorized -> authorized.action().equals(action),
                        authorized -> UserActionFailure.adapterBroke(Step.CHALLENGE, actions.getClass().getName()
                                + " authorised another action than the one that was asked for"));
    }

    @Override
    public String toString() {
        return actions.toString();
    }
}
