package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;

import java.util.concurrent.Executor;

/** User actions that are not only authorised but carried out. Created by {@link UserActions#executedBy}. */
public interface ExecutingUserActions extends UserActions {

    /**
     * Authorises the action and makes exactly that call, once.
     *
     * @param action the action to authorise and to carry out
     * @return the API's answer; or the first failure, which tells whether the call may have been carried out
     */
    Either<UserActionFailure, ApiAnswer> perform(UserAction action);

    /**
     * Authorises the action and makes exactly that call, once, under a given attempt, which another thread may cancel:
     * what was not sent before the cancellation never is. Decorators override this as well and pass the attempt on; by
     * default the attempt is asked once, at the beginning, and from then on counts as sent.
     *
     * @param action the action to authorise and to carry out
     * @param attempt the state of this attempt; one that has not begun
     * @return the API's answer, or the first failure; {@link UserActionFailure.Kind#CANCELLED} if the attempt was
     *         cancelled before a step
     */
    default Either<UserActionFailure, ApiAnswer> perform(UserAction action, Attempt attempt) {
        return attempt.begin(Step.EXECUTION)
                ? perform(action)
                : ObservedSteps.named(action, ObservedSteps.refused(attempt, Step.EXECUTION));
    }

    /**
     * Authorises the action and makes exactly that call, once, as {@link #perform(UserAction)} does.
     *
     * @param action the action to authorise and to carry out
     * @return the API's answer
     * @throws UserActionException with the failure that {@code perform} would return
     */
    default ApiAnswer performOrThrow(UserAction action) {
        return perform(action).getOrElseThrow(UserActionException::new);
    }

    @Override
    default AsynchronousExecutingUserActions asynchronousOn(Executor executor) {
        return new AsynchronousExecutingUserActions(this, executor);
    }
}
