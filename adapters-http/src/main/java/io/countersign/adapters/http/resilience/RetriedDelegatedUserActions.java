package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.ports.inbound.UserActionFailure;
import io.vavr.control.Either;

import java.util.Objects;

/** Delegated user actions that ask again for a challenge, and redeem again what was not sent. */
final class RetriedDelegatedUserActions implements DelegatedUserActions {

    private final DelegatedUserActions actions;
    private final Repetition repetition;

    RetriedDelegatedUserActions(DelegatedUserActions actions, Repetition repetition) {
        this.actions = actions;
        this.repetition = repetition;
    }

    @Override
    public Either<UserActionFailure, PendingUserAction> begin(UserAction action) {
        Objects.requireNonNull(action, "action");
        return repetition.of(action, failure -> failure.mayStartOver(action), () -> actions.begin(action));
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(PendingUserAction pending, CredentialAssertion first) {
        Objects.requireNonNull(pending, "pending");
        return repetition.of(
                pending.action(), UserActionFailure::mayCompleteAgain, () -> actions.complete(pending, first));
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
        Objects.requireNonNull(pending, "pending");
        return repetition.of(
                pending.action(), UserActionFailure::mayCompleteAgain, () -> actions.complete(pending, first, second));
    }
}
