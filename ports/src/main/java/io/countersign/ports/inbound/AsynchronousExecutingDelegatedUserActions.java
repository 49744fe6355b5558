package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.Step;
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
 * Runs {@link ExecutingDelegatedUserActions} on an executor, on the terms of {@link AsynchronousUserActions}. Created
 * by {@link ExecutingDelegatedUserActions#asynchronousOn}.
 */
public final class AsynchronousExecutingDelegatedUserActions extends AsynchronousDelegatedUserActions {

    private final ExecutingDelegatedUserActions actions;

    AsynchronousExecutingDelegatedUserActions(ExecutingDelegatedUserActions actions, Executor executor) {
        super(actions, executor);
        this.actions = actions;
    }

    /**
     * Completes a pending action with one factor and makes the call, on the executor.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @return the API's answer, or the first failure; cancelling it stops the call
     */
    public CompletableFuture<Either<UserActionFailure, ApiAnswer>> perform(
            PendingUserAction pending, CredentialAssertion first) {
        return performed(pending, first, Option.none());
    }

    /**
     * Completes a pending action with two factors and makes the call, on the executor.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @param second the assertion of the second factor
     * @return the API's answer, or the first failure; cancelling it stops the call
     */
    public CompletableFuture<Either<UserActionFailure, ApiAnswer>> perform(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
        return performed(pending, first, Option.some(Objects.requireNonNull(second, "second")));
    }

    private CompletableFuture<Either<UserActionFailure, ApiAnswer>> performed(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second) {
        Objects.requireNonNull(pending, "pending");
        Objects.requireNonNull(first, "first");
        return AsynchronousCall.on(executor, actions, Exchange.REDEMPTION, Step.EXECUTION, pending.action(),
                attempt -> actions.perform(pending, first, second, attempt));
    }
}
