package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Runs {@link ExecutingUserActions} on an executor, on the terms of {@link AsynchronousUserActions}. Created by
 * {@link ExecutingUserActions#asynchronousOn}.
 */
public final class AsynchronousExecutingUserActions extends AsynchronousUserActions {

    private final ExecutingUserActions actions;

    AsynchronousExecutingUserActions(ExecutingUserActions actions, Executor executor) {
        super(actions, executor);
        this.actions = actions;
    }

    /**
     * Performs an action on the executor, as {@link ExecutingUserActions#perform(UserAction)} does. A cancelled future
     * does not tell whether the call was made; a listener hears of it.
     *
     * @param action the action to authorise and to carry out
     * @return the API's answer, or the first failure; cancelling it stops the call
     */
    public CompletableFuture<Either<UserActionFailure, ApiAnswer>> perform(UserAction action) {
        Objects.requireNonNull(action, "action");
        return AsynchronousCall.on(executor, actions, Exchange.CHALLENGE, Step.EXECUTION, action,
                attempt -> actions.perform(action, attempt));
    }
}
