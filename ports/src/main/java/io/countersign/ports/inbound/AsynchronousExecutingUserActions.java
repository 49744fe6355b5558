package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

import java.util.concurrent.CompletableFuture;

/**
 * {@link ExecutingUserActions} for callers who do not want to wait, on the terms of {@link AsynchronousUserActions}. It
 * comes from {@link ExecutingUserActions#asynchronousOn}.
 */
public interface AsynchronousExecutingUserActions extends AsynchronousUserActions {

    /**
     * {@link ExecutingUserActions#perform}, on the executor. Whoever cancels it does not hear whether the call was
     * made; a listener does.
     */
    CompletableFuture<Either<UserActionFailure, ApiAnswer>> perform(UserAction action);
}
