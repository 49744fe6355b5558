package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionListener;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.List;
import io.vavr.control.Either;

import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * User action signing: proves to the API that a user meant exactly this call.
 *
 * <pre>{@code
 * var actions = UserActions.using(transport, CredentialSigner.key(id, signingKey)).executedBy(executor);
 * UserAction.of("POST", "/wallets", "{\"network\":\"EthereumSepolia\"}")
 *         .map(actions::perform);
 * }</pre>
 *
 * <p>Safe for use by several threads. Calls block until there is a result. Nothing is repeated, and nothing is thrown.
 */
public interface UserActions {

    /**
     * Authorises an action: asks for a challenge, has it signed, and redeems it.
     *
     * @param action the action to authorise
     * @return the action with its token, good for one execution; or the first failure, after which nothing has been
     *         carried out
     */
    Either<UserActionFailure, AuthorizedAction> authorize(UserAction action);

    /**
     * Authorises an action under a given attempt, which another thread may cancel. Decorators override this as well and
     * pass the attempt on; by default the attempt is asked once, at the beginning.
     *
     * @param action the action to authorise
     * @param attempt the state of this attempt; one that has not begun
     * @return the action with its token, or the first failure; {@link UserActionFailure.Kind#CANCELLED} if the attempt
     *         was cancelled before a step
     */
    default Either<UserActionFailure, AuthorizedAction> authorize(UserAction action, Attempt attempt) {
        return attempt.begin(Step.CHALLENGE)
                ? authorize(action)
                : ObservedSteps.named(action, ObservedSteps.refused(attempt, Step.CHALLENGE));
    }

    /**
     * Returns user actions that can make the call as well. A listener of these user actions hears of the call too.
     *
     * @param executor makes the call
     * @return a view of these user actions
     */
    default ExecutingUserActions executedBy(ActionExecutor executor) {
        return executedBy(executor, UserActionListener.none());
    }

    /**
     * Returns user actions that can make the call as well.
     *
     * @param executor makes the call
     * @param listener hears of the call, and of nothing else
     * @return a view of these user actions
     */
    default ExecutingUserActions executedBy(ActionExecutor executor, UserActionListener listener) {
        return new ExecutedUserActions(this, new Execution(executor, ObservedSteps.by(listener)));
    }

    /**
     * Returns a view whose calls run on an executor, for callers who do not want to wait.
     *
     * @param executor runs each call on one of its threads; on Java 21 and later,
     *         {@code Executors.newVirtualThreadPerTaskExecutor()} lets thousands of calls wait at once
     * @return an asynchronous view of these user actions
     */
    default AsynchronousUserActions asynchronousOn(Executor executor) {
        return new AsynchronousUserActions(this, executor);
    }

    /**
     * Returns user actions. The first signer that the challenge allows signs. If a second factor is required, the first
     * of the others that the challenge allows as such signs too; if there is none, the action fails, even if a later
     * signer could sign alone.
     *
     * <p>Calls {@link CredentialSigner#credential} of each signer once, now. An assertion of another credential is not
     * sent.
     *
     * @param transport exchanges messages with the API
     * @param signers the available signers, the preferred ones first
     */
    static UserActions using(UserActionTransport transport, CredentialSigner... signers) {
        return using(transport, UserActionListener.none(), signers);
    }

    /**
     * Returns user actions with a listener, as {@link #using(UserActionTransport, CredentialSigner...)} does without.
     *
     * @param transport exchanges messages with the API
     * @param listener hears of each step
     * @param signers the available signers, the preferred ones first
     */
    static UserActions using(
            UserActionTransport transport, UserActionListener listener, CredentialSigner... signers) {
        return new SignedUserActions(transport, List.of(Objects.requireNonNull(signers, "signers")),
                ObservedSteps.by(listener));
    }

    /**
     * Returns user actions that never throw and never return {@code null}. If the given ones do, or authorise another
     * action than they were asked to, the result is {@link UserActionFailure.Kind#ADAPTER_BROKE}.
     *
     * @param actions user actions that others have written
     * @return a view of them
     */
    static UserActions guarded(UserActions actions) {
        return new GuardedUserActions(actions);
    }
}
