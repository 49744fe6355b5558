package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

import java.util.concurrent.Executor;

/** User actions that are not only authorised but made. It comes from {@link UserActions#executedBy}. */
public interface ExecutingUserActions extends UserActions {

    /**
     * Authorises the action and makes exactly that call, once.
     *
     * @return the API's answer; or the first failure, which says whether the call may have been carried out all the
     * same
     */
    Either<UserActionFailure, ApiAnswer> perform(UserAction action);

    /**
     * Authorises the action and makes exactly that call, once, under a given attempt, which another thread may cancel:
     * what was not sent before the cancellation never is. Decorators override this as well and hand the attempt on;
     * unless overridden, the attempt is asked once, before anything happens, and then counts as sent.
     *
     * @param action the action to prove and to carry out
     * @param attempt the state of this attempt; one that has not begun
     * @return the API's answer, or the first failure; {@link UserActionFailure.Cancelled} where the attempt was
     *         cancelled before a step
     */
    default Either<UserActionFailure, ApiAnswer> perform(UserAction action, Attempt attempt) {
        return attempt.begin(Step.EXECUTION)
                ? perform(action)
                : ObservedSteps.named(action, ObservedSteps.refused(attempt, Step.EXECUTION));
    }

    /**
     * Authorises the action and makes exactly that call, once; throws where {@link #perform(UserAction)} returns a failure.
     *
     * @param action the action to prove and to carry out
     * @return the API's answer
     * @throws UserActionException carrying the failure
     */
    default ApiAnswer performOrThrow(UserAction action) {
        return perform(action).getOrElseThrow(UserActionException::new);
    }

    @Override
    default AsynchronousExecutingUserActions asynchronousOn(Executor executor) {
        return new AsynchronousExecutingUserActions(this, executor);
    }
}
