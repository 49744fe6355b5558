package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;

/** Completes pending actions and makes their calls, each once. */
final class ExecutedDelegatedUserActions implements ExecutingDelegatedUserActions {

    private final DelegatedUserActions actions;
    private final Execution execution;

    ExecutedDelegatedUserActions(DelegatedUserActions actions, Execution execution) {
        this.actions = actions;
        this.execution = execution;
    }

    @Override
    public Either<UserActionFailure, PendingUserAction> begin(UserAction action) {
        return actions.begin(action);
    }

    @Override
    public Either<UserActionFailure, PendingUserAction> begin(UserAction action, Attempt attempt) {
        return actions.begin(action, attempt);
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(PendingUserAction pending, CredentialAssertion first) {
        return actions.complete(pending, first);
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
        return actions.complete(pending, first, second);
    }

    @Override
    public Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second,
            Attempt attempt) {
        return actions.complete(pending, first, second, attempt);
    }

    @Override
    public Either<UserActionFailure, ApiAnswer> perform(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second,
            Attempt attempt) {
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Objects.requireNonNull(attempt, "attempt");
        return complete(pending, first, second, attempt)
                .flatMap(authorized -> execution.of(pending.action(), authorized, attempt));
    }
}
