package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Has user actions authorised on an executor. */
final class ElsewhereRunUserActions implements AsynchronousUserActions {

    private final UserActions actions;
    private final Executor executor;

    ElsewhereRunUserActions(UserActions actions, Executor executor) {
        this.actions = Objects.requireNonNull(actions, "actions");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public CompletableFuture<Either<UserActionFailure, AuthorizedAction>> authorize(UserAction action) {
        Objects.requireNonNull(action, "action");
        return AsynchronousCall.on(executor, actions, Exchange.CHALLENGE, Step.REDEMPTION, action,
                attempt -> actions.authorize(action, attempt));
    }
}
