package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Runs {@link UserActions} on an executor. Created by {@link UserActions#asynchronousOn}.
 *
 * <p>A future completes with the failure or the result; exceptionally only if it is cancelled. Cancelling it, or
 * completing it first in any other way ({@code orTimeout}), stops the call: one that has not begun never does, and one
 * that is under way is interrupted, upon which our adapters cancel the HTTP call. What was sent by then may have taken
 * effect. Cancelling a future that was derived from this one ({@code thenApply}) does not stop anything: cancel this
 * one.
 *
 * <p>An executor that takes no more calls is a failure like others: {@code ApiFailure.HeldBack}. So is one that takes a
 * call and then drops it, as {@code shutdownNow} does: the future ends with that failure when the garbage collector
 * finds that nobody holds the call any more. As long as somebody holds it, such as the list that {@code shutdownNow}
 * returns, the future is open; set a time limit ({@code orTimeout}) where that matters. An executor that runs a call
 * twice, or late, makes it at most once. Safe for use by several threads.
 */
public sealed class AsynchronousUserActions permits AsynchronousExecutingUserActions {

    private final UserActions actions;
    final Executor executor;

    AsynchronousUserActions(UserActions actions, Executor executor) {
        this.actions = Objects.requireNonNull(actions, "actions");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /**
     * Authorises an action on the executor, as {@link UserActions#authorize(UserAction)} does.
     *
     * @param action the action to prove
     * @return the action with its token, or the first failure; cancelling it stops the call
     */
    public CompletableFuture<Either<UserActionFailure, AuthorizedAction>> authorize(UserAction action) {
        Objects.requireNonNull(action, "action");
        return AsynchronousCall.on(executor, actions, Exchange.CHALLENGE, Step.REDEMPTION, action,
                attempt -> actions.authorize(action, attempt));
    }
}
