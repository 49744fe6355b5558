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
 * <p>Safe for use by several threads if the given adapters are, as their contracts ask. Calls block until there is a
 * result; nothing is retried, and nothing is thrown.
 */
public interface UserActions {

    /**
     * Authorises an action: asks for a challenge, has it signed, and redeems it.
     *
     * @return the action with its token, good for one execution; or the first failure, after which nothing has been
     *         carried out
     */
    Either<UserActionFailure, AuthorizedAction> authorize(UserAction action);

    /**
     * Authorises an action under a given attempt, which another thread may cancel. Decorators override this as well and
     * hand the attempt on; unless overridden, the attempt is asked once, before anything happens.
     *
     * @param action the action to prove
     * @param attempt the state of this attempt; one that has not begun
     * @return the action with its token, or the first failure; {@link UserActionFailure.Cancelled} where the attempt
     *         was cancelled before a step
     */
    default Either<UserActionFailure, AuthorizedAction> authorize(UserAction action, Attempt attempt) {
        return attempt.begin(Step.CHALLENGE)
                ? authorize(action)
                : ObservedSteps.named(action, ObservedSteps.refused(attempt, Step.CHALLENGE));
    }

    /**
     * Returns user actions that can make the call as well. A listener that hears of the proof hears of the call too.
     */
    default ExecutingUserActions executedBy(ActionExecutor executor) {
        return executedBy(executor, UserActionListener.none());
    }

    /**
     * Returns user actions that can make the call as well. That listener hears of the call, whoever hears of the proof.
     */
    default ExecutingUserActions executedBy(ActionExecutor executor, UserActionListener listener) {
        return new ExecutedUserActions(this, new Execution(executor, ObservedSteps.by(listener)));
    }

    /**
     * Returns these user actions for callers who do not want to wait: each call runs on that executor, on one of its
     * threads.
     *
     * <p>On Java 21 and later, {@code Executors.newVirtualThreadPerTaskExecutor()} lets thousands wait at once.
     */
    default AsynchronousUserActions asynchronousOn(Executor executor) {
        return new AsynchronousUserActions(this, executor);
    }

    /**
     * Returns user actions over that transport, signed by the first of those signers that a challenge allows; by the
     * first of the others that it allows as a second factor, where one is due. The order is a preference that is kept:
     * if the first needs a second and none can serve, that is the answer, even where a later signer could sign alone.
     *
     * <p>Each signer is asked here, and only here, whose
     * assertions it makes; an assertion of anybody else is not sent.
     */
    static UserActions using(UserActionTransport transport, CredentialSigner... signers) {
        return using(transport, UserActionListener.none(), signers);
    }

    /** Returns user actions of which a listener hears each step. */
    static UserActions using(
            UserActionTransport transport, UserActionListener listener, CredentialSigner... signers) {
        return new SignedUserActions(transport, List.of(Objects.requireNonNull(signers, "signers")),
                ObservedSteps.by(listener));
    }

    /**
     * Returns user actions that never throw and never return {@code null}, whoever wrote the given ones: whatever these do
     * instead, errors and another action than the one that was asked for included, becomes
     * {@link UserActionFailure.AdapterBroke}.
     *
     * @param actions the user actions to guard
     * @return a view of them
     */
    static UserActions guarded(UserActions actions) {
        return new GuardedUserActions(actions);
    }
}
