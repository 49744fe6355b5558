package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Runs {@link DelegatedUserActions} on an executor, on the terms of {@link AsynchronousUserActions}. Created by
 * {@link DelegatedUserActions#asynchronousOn}.
 */
public sealed class AsynchronousDelegatedUserActions permits AsynchronousExecutingDelegatedUserActions {

    private final DelegatedUserActions actions;
    final Executor executor;

    AsynchronousDelegatedUserActions(DelegatedUserActions actions, Executor executor) {
        this.actions = Objects.requireNonNull(actions, "actions");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /**
     * Asks for a challenge on the executor, as {@link DelegatedUserActions#begin(UserAction)} does.
     *
     * @param action the action to authorise
     * @return the action with its challenge, or the failure; cancelling it stops the call
     */
    public CompletableFuture<Either<UserActionFailure, PendingUserAction>> begin(UserAction action) {
        Objects.requireNonNull(action, "action");
        return AsynchronousCall.on(executor, actions, Exchange.CHALLENGE, Step.CHALLENGE, action,
                attempt -> actions.begin(action, attempt));
    }

    /**
     * Completes a pending action with one factor, on the executor.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @return the action with its token, or the failure; cancelling it stops the call
     */
    public CompletableFuture<Either<UserActionFailure, AuthorizedAction>> complete(
            PendingUserAction pending, CredentialAssertion first) {
        return completed(pending, Objects.requireNonNull(first, "first"), Option.none());
    }

    /**
     * Completes a pending action with two factors, on the executor.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @param second the assertion of the second factor
     * @return the action with its token, or the failure; cancelling it stops the call
     */
    public CompletableFuture<Either<UserActionFailure, AuthorizedAction>> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
        return completed(pending, Objects.requireNonNull(first, "first"),
                Option.some(Objects.requireNonNull(second, "second")));
    }

    private CompletableFuture<Either<UserActionFailure, AuthorizedAction>> completed(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second) {
        Objects.requireNonNull(pending, "pending");
        return AsynchronousCall.on(executor, actions, Exchange.REDEMPTION, Step.REDEMPTION, pending.action(),
                attempt -> actions.complete(pending, first, second, attempt));
    }
}
