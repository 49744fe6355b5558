package io.countersign.ports.inbound;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.vavr.control.Either;

import java.util.concurrent.Executor;

/** User actions that are not only authorised but made. It comes from {@link UserActions#executedBy}. */
public interface ExecutingUserActions extends UserActions {

    /**
     * Authorises the action and makes exactly that call, once.
     *
     * @return the API's answer; or the first failure, which says whether the call may have been carried out all the same
     */
    Either<UserActionFailure, ApiAnswer> perform(UserAction action);

    @Override
    default AsynchronousExecutingUserActions asynchronousOn(Executor executor) {
        return new ElsewhereRunExecutingUserActions(this, executor);
    }
}
