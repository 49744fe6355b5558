package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Delegated user actions that are not only authorised but carried out. Created by
 * {@link DelegatedUserActions#executedBy}.
 *
 * <pre>{@code
 * var actions = DelegatedUserActions.using(transport, "https://app.example.com").executedBy(executor);
 * var pending = actions.begin(action);                      // show pending.challenge() to the user
 * var answer = actions.perform(pending, assertion);         // another request, perhaps another machine
 * }</pre>
 */
public interface ExecutingDelegatedUserActions extends DelegatedUserActions {

    /**
     * Completes a pending action with one factor, as {@link #complete(PendingUserAction, CredentialAssertion)} does,
     * and makes exactly that call, once.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @return the API's answer; or the first failure, which tells whether the call may have been carried out
     */
    default Either<UserActionFailure, ApiAnswer> perform(PendingUserAction pending, CredentialAssertion first) {
        return perform(pending, first, Option.none(), Attempt.create());
    }

    /**
     * Completes a pending action with two factors and makes exactly that call, once.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @param second the assertion of the second factor
     * @return the API's answer; or the first failure, which tells whether the call may have been carried out
     */
    default Either<UserActionFailure, ApiAnswer> perform(
            PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
        return perform(pending, first, Option.some(Objects.requireNonNull(second, "second")), Attempt.create());
    }

    /**
     * Completes a pending action and makes exactly that call, once, under an attempt that another thread may cancel:
     * what was not sent before the cancellation never is.
     *
     * @param pending the pending action
     * @param first the assertion of the first factor
     * @param second the assertion of the second factor, if there is one
     * @param attempt the state of this attempt; one that has not begun
     * @return the API's answer, or the first failure; {@link UserActionFailure.Kind#CANCELLED} if the attempt was
     *         cancelled before a step
     */
    Either<UserActionFailure, ApiAnswer> perform(
            PendingUserAction pending, CredentialAssertion first, Option<CredentialAssertion> second, Attempt attempt);

    @Override
    default AsynchronousExecutingDelegatedUserActions asynchronousOn(Executor executor) {
        return new AsynchronousExecutingDelegatedUserActions(this, executor);
    }
}
