package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

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
        return InterruptibleCall.on(
                executor, actions, Step.CHALLENGE, action.correlationId(), () -> actions.begin(action));
    }

    @Override
    public CompletableFuture<Either<UserActionFailure, AuthorizedAction>> complete(
            PendingUserAction pending, CredentialAssertion first) {
        Objects.requireNonNull(first, "first");
        return completed(pending, () -> actions.complete(pending, first));
    }

    @Override
    public CompletableFuture<Either<UserActionFailure, AuthorizedAction>> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        return completed(pending, () -> actions.complete(pending, first, second));
    }

    private CompletableFuture<Either<UserActionFailure, AuthorizedAction>> completed(
            PendingUserAction pending, Supplier<Either<UserActionFailure, AuthorizedAction>> completion) {
        Objects.requireNonNull(pending, "pending");
        return InterruptibleCall.on(
                executor, actions, Step.REDEMPTION, pending.action().correlationId(), completion);
    }
}
