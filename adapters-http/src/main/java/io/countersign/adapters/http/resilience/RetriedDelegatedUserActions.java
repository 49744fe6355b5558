package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;

/** Repeats requests for a challenge, and redemptions of which nothing was sent. */
final class RetriedDelegatedUserActions implements DelegatedUserActions {

    private final DelegatedUserActions actions;
    private final Repetition repetition;

    RetriedDelegatedUserActions(DelegatedUserActions actions, Repetition repetition) {
        this.actions = actions;
        this.repetition = repetition;
    }

    @Override
    public Either<UserActionFailure, PendingUserAction> begin(UserAction action) {
        return begin(action, Attempt.create());
    }

    @Override
    public Either<UserActionFailure, PendingUserAction> begin(UserAction action, Attempt attempt) {
        Objects.requireNonNull(action, "action");
        return repetition.of(action, attempt, Step.CHALLENGE, failure -> failure.mayStartOver(action),
                each -> actions.begin(action, each));
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(PendingUserAction pending, CredentialAssertion first) {
        return complete(pending, first, Option.none(), Attempt.create());
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
        return complete(pending, first, Option.some(Objects.requireNonNull(second, "second")), Attempt.create());
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second,
            Attempt attempt) {
        Objects.requireNonNull(pending, "pending");
        return repetition.of(pending.action(), attempt, Step.REDEMPTION, UserActionFailure::mayCompleteAgain,
                each -> actions.complete(pending, first, second, each));
    }
}
