package io.countersign.ports.inbound;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionListener;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.HashSet;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * User action signing where somebody else signs: a browser, a phone, an approver.
 *
 * <pre>{@code
 * var actions = DelegatedUserActions.using(transport, "https://app.example.com");
 * var pending = actions.begin(action);                      // show pending.challenge() to the user
 * var authorized = actions.complete(pending, assertion);    // another request, perhaps another machine
 * }</pre>
 *
 * <p>Keeps nothing between the two calls. Safe for use by several threads if the transport is. Nothing is thrown.
 */
public interface DelegatedUserActions {

    /** Asks for a challenge for the action, to be signed elsewhere; or returns why the API gave none. */
    Either<UserActionFailure, PendingUserAction> begin(UserAction action);

    /**
     * Redeems the challenge, if that assertion completes it, and returns the action with its token. A redemption
     * consumes the challenge, so after one that failed ({@link io.countersign.domain.action.Step#REDEMPTION}) begin
     * again, unless {@link UserActionFailure#mayCompleteAgain}.
     *
     * @return {@link UserActionFailure.NotCompleted}, and no exchange with the API, if the assertion is of a credential
     *         that may not sign first, for another challenge, from an origin that is not allowed, or in need of a
     *         second; another assertion may then complete it
     */
    Either<UserActionFailure, AuthorizedAction> complete(PendingUserAction pending, CredentialAssertion first);

    /** Redeems the challenge of a pending action with two factors. */
    Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second);

    /**
     * Asks for a challenge under a given attempt, which another thread may cancel. Decorators override this as well;
     * unless overridden, the attempt is asked once, before anything happens.
     *
     * @param action the action to be signed elsewhere
     * @param attempt the state of this attempt; one that has not begun
     * @return the action with a challenge, or why there is none
     */
    default Either<UserActionFailure, PendingUserAction> begin(UserAction action, Attempt attempt) {
        return attempt.begin(Step.CHALLENGE)
                ? begin(action)
                : ObservedSteps.named(action, ObservedSteps.refused(attempt, Step.CHALLENGE));
    }

    /**
     * Completes a pending action under a given attempt, which another thread may cancel. Decorators override this as
     * well; unless overridden, the attempt is asked once, before anything happens.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @param second the assertion of the second factor, if there is one
     * @param attempt the state of this attempt; one that has not begun
     * @return the action with its token, or why there is none
     */
    default Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second,
            Attempt attempt) {
        return !attempt.begin(Step.SIGNATURE)
                ? ObservedSteps.named(pending.action(), ObservedSteps.refused(attempt, Step.SIGNATURE))
                : second.map(assertion -> complete(pending, first, assertion))
                        .getOrElse(() -> complete(pending, first));
    }

    /**
     * Returns delegated user actions that can make the call as well. A listener of these user actions hears of the call
     * too.
     *
     * @param executor makes the call
     * @return a view of these user actions
     */
    default ExecutingDelegatedUserActions executedBy(ActionExecutor executor) {
        return executedBy(executor, UserActionListener.none());
    }

    /**
     * Returns delegated user actions that can make the call as well.
     *
     * @param executor makes the call
     * @param listener hears of the call, and of nothing else
     * @return a view of these user actions
     */
    default ExecutingDelegatedUserActions executedBy(ActionExecutor executor, UserActionListener listener) {
        return new ExecutedDelegatedUserActions(this, new Execution(executor, ObservedSteps.by(listener)));
    }

    /**
     * Returns a view whose calls run on an executor, for callers who do not want to wait.
     *
     * @param executor runs each call on one of its threads
     * @return an asynchronous view of these user actions
     */
    default AsynchronousDelegatedUserActions asynchronousOn(Executor executor) {
        return new AsynchronousDelegatedUserActions(this, executor);
    }

    /**
     * Returns delegated user actions over that transport.
     *
     * @param allowedOrigins where users may sign, exactly as browsers write it ({@code https://app.example.com}, no
     *         slash at the end): a passkey must say that it signed there, a key may not say otherwise; none if that is
     *         left to the API
     */
    static DelegatedUserActions using(UserActionTransport transport, String... allowedOrigins) {
        return using(transport, UserActionListener.none(), allowedOrigins);
    }

    /**
     * Returns delegated user actions of which a listener hears each step; of signing, only whether it completes the
     * challenge.
     */
    static DelegatedUserActions using(
            UserActionTransport transport, UserActionListener listener, String... allowedOrigins) {
        Objects.requireNonNull(allowedOrigins, "allowedOrigins");
        return new ExternallySignedUserActions(
                transport, HashSet.of(allowedOrigins), ObservedSteps.by(listener));
    }
}
