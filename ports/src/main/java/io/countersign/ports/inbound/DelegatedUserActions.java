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
 * User action signing where the signer is elsewhere: in a browser, on a phone, an approver.
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

    /**
     * Asks for a challenge for an action.
     *
     * @param action the action to authorise
     * @return the action with its challenge, to be signed by the user; or the failure
     */
    Either<UserActionFailure, PendingUserAction> begin(UserAction action);

    /**
     * Completes a pending action with one factor: redeems its challenge for a token. A redemption consumes the
     * challenge, so begin again after one that failed ({@link Step#REDEMPTION}), unless
     * {@link UserActionFailure#mayCompleteAgain}.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @return the action with its token, or the failure. It is {@link UserActionFailure.Kind#NOT_COMPLETED}, and
     *         nothing is sent, if the credential may not sign first, the assertion is for another challenge or from an
     *         origin that is not allowed, or a second factor is required. Another assertion may then
     *         complete the action
     */
    Either<UserActionFailure, AuthorizedAction> complete(PendingUserAction pending, CredentialAssertion first);

    /**
     * Completes a pending action with two factors.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @param second the assertion of the second factor
     * @return the action with its token, or the failure
     */
    Either<UserActionFailure, AuthorizedAction> complete(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second);

    /**
     * Asks for a challenge under a given attempt, which another thread may cancel. Decorators override this as well; by
     * default the attempt is asked once, at the beginning.
     *
     * @param action the action to authorise
     * @param attempt the state of this attempt; one that has not begun
     * @return the action with its challenge, or the failure
     */
    default Either<UserActionFailure, PendingUserAction> begin(UserAction action, Attempt attempt) {
        return attempt.begin(Step.CHALLENGE)
                ? begin(action)
                : ObservedSteps.named(action, ObservedSteps.refused(attempt, Step.CHALLENGE));
    }

    /**
     * Completes a pending action under a given attempt, which another thread may cancel. Decorators override this as
     * well; by default the attempt is asked once, at the beginning.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @param second the assertion of the second factor, if there is one
     * @param attempt the state of this attempt; one that has not begun
     * @return the action with its token, or the failure
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
     * Returns delegated user actions.
     *
     * @param transport exchanges messages with the API
     * @param allowedOrigins the origins at which users may sign, exactly as browsers write them
     *         ({@code https://app.example.com}, no slash at the end): a passkey must name one of them, a key must name
     *         no other; none if the API alone checks them
     */
    static DelegatedUserActions using(UserActionTransport transport, String... allowedOrigins) {
        return using(transport, UserActionListener.none(), allowedOrigins);
    }

    /**
     * Returns delegated user actions with a listener.
     *
     * @param transport exchanges messages with the API
     * @param listener hears of each step; of signing, only whether the assertions complete the challenge
     * @param allowedOrigins the origins at which users may sign
     */
    static DelegatedUserActions using(
            UserActionTransport transport, UserActionListener listener, String... allowedOrigins) {
        Objects.requireNonNull(allowedOrigins, "allowedOrigins");
        return new ExternallySignedUserActions(
                transport, HashSet.of(allowedOrigins), ObservedSteps.by(listener));
    }
}
