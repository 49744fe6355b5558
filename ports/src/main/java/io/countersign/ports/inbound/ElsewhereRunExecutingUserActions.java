package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Has user actions authorised and made on an executor. */
final class ElsewhereRunExecutingUserActions implements AsynchronousExecutingUserActions {

    private final ExecutingUserActions actions;
    private final Executor executor;
    private final AsynchronousUserActions authorizing;

    ElsewhereRunExecutingUserActions(ExecutingUserActions actions, Executor executor) {
        this.actions = Objects.requireNonNull(actions, "actions");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.authorizing = new ElsewhereRunUserActions(actions, executor);
    }

    @Override
    public CompletableFuture<Either<UserActionFailure, AuthorizedAction>> authorize(UserAction action) {
        return authorizing.authorize(action);
    }

    @Override
    public CompletableFuture<Either<UserActionFailure, ApiAnswer>> perform(UserAction action) {
        Objects.requireNonNull(action, "action");
        return AsynchronousCall.on(executor, actions, Exchange.CHALLENGE, Step.EXECUTION, action,
                attempt -> actions.perform(action, attempt));
    }
}
