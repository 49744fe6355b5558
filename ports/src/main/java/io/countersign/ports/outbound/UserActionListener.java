package io.countersign.ports.outbound;

import io.countersign.ports.outbound.UserActionEvent.GivenUp;
import io.countersign.ports.outbound.UserActionEvent.StartingOver;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;

/**
 * Receives an event after each step of each user action, for logs, metrics and audit trails. Events hold no secrets.
 *
 * <p>Called on the thread that takes the step, which waits for it; implementations are quick and safe for use by
 * several threads. Exceptions are dropped, so a listener does not change the outcome.
 */
@FunctionalInterface
public interface UserActionListener {

    /**
     * Receives the end of a step, successful or not.
     *
     * @param event the step and its result
     */
    void stepEnded(StepEnded event);

    /**
     * Receives, from a repetition, that an action has failed and is about to be repeated. By default does nothing.
     *
     * @param event the failure, and the wait before the next attempt
     */
    default void startingOver(StartingOver event) {
    }

    /**
     * Receives, from a repetition, that an action has failed and is not repeated again. By default does nothing.
     *
     * @param event the last failure, and an earlier one after which the call may have been carried out
     */
    default void givenUp(GivenUp event) {
    }

    /** Returns a listener that does nothing. */
    static UserActionListener none() {
        return event -> { };
    }
}
