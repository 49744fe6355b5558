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
 * <p>A future completes with the result or the failure; exceptionally only if it is cancelled. Cancelling it, or
 * completing it in another way ({@code orTimeout}), stops the call: a call that has not begun never begins, and one
 * that is under way is interrupted, upon which Countersign's adapters cancel the HTTP call. What was sent by then may
 * have taken effect. Cancelling a future that was derived from this one ({@code thenApply}) stops nothing.
 *
 * <p>If the executor rejects a call, the future completes with {@code ApiFailure.HeldBack}. So it does if the executor
 * drops the call, as {@code shutdownNow} does, once the garbage collector has found it. As long as somebody holds the
 * call, such as the list that {@code shutdownNow} returns, the future is open; set a time limit ({@code orTimeout}). A
 * call is made at most once, even if the executor runs it twice or late. Safe for use by several threads.
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
     * @param action the action to authorise
     * @return the action with its token, or the first failure; cancelling it stops the call
     */
    public CompletableFuture<Either<UserActionFailure, AuthorizedAction>> authorize(UserAction action) {
        Objects.requireNonNull(action, "action");
        return AsynchronousCall.on(executor, actions, Exchange.CHALLENGE, Step.REDEMPTION, action,
                attempt -> actions.authorize(action, attempt));
    }
}
