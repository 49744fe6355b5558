package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

import java.util.concurrent.CompletableFuture;

/**
 * {@link DelegatedUserActions} for callers who do not want to wait, on the terms of {@link AsynchronousUserActions}. It
 * comes from {@link DelegatedUserActions#asynchronousOn}.
 */
public interface AsynchronousDelegatedUserActions {

    /** {@link DelegatedUserActions#begin}, on the executor. */
    CompletableFuture<Either<UserActionFailure, PendingUserAction>> begin(UserAction action);

    /** {@link DelegatedUserActions#complete(PendingUserAction, CredentialAssertion)}, on the executor. */
    CompletableFuture<Either<UserActionFailure, AuthorizedAction>> complete(
            PendingUserAction pending, CredentialAssertion first);

    /** The same with two factors. */
    CompletableFuture<Either<UserActionFailure, AuthorizedAction>> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second);
}
