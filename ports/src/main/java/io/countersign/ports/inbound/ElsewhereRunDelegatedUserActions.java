package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Has delegated user actions begun and completed on an executor. */
final class ElsewhereRunDelegatedUserActions implements AsynchronousDelegatedUserActions {

    private final DelegatedUserActions actions;
    private final Executor executor;

    ElsewhereRunDelegatedUserActions(DelegatedUserActions actions, Executor executor) {
        this.actions = Objects.requireNonNull(actions, "actions");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public CompletableFuture<Either<UserActionFailure, PendingUserAction>> begin(UserAction action) {
        Objects.requireNonNull(action, "action");
        return AsynchronousCall.on(executor, actions, Exchange.CHALLENGE, Step.CHALLENGE, action,
                attempt -> actions.begin(action, attempt));
    }

    @Override
    public CompletableFuture<Either<UserActionFailure, AuthorizedAction>> complete(
            PendingUserAction pending, CredentialAssertion first) {
        Objects.requireNonNull(first, "first");
        return completed(pending, first, Option.none());
    }

    @Override
    public CompletableFuture<Either<UserActionFailure, AuthorizedAction>> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        return completed(pending, first, Option.some(second));
    }

    private CompletableFuture<Either<UserActionFailure, AuthorizedAction>> completed(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second) {
        Objects.requireNonNull(pending, "pending");
        return AsynchronousCall.on(executor, actions, Exchange.REDEMPTION, Step.REDEMPTION, pending.action(),
                attempt -> actions.complete(pending, first, second, attempt));
    }
}
