package io.countersign.ports.outbound;

import io.countersign.ports.outbound.UserActionEvent.GivenUp;
import io.countersign.ports.outbound.UserActionEvent.StartingOver;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;

/**
 * Hears of each step of each user action: for logs, metrics, audit trails. What it hears never holds a secret.
 *
 * <p>It is called on the thread that takes the step, after the step, and holds that thread up; implementations are
 * quick and safe for use by several threads. What it throws is dropped: listening changes nothing.
 */
@FunctionalInterface
public interface UserActionListener {

    /** A step has ended, well or not. */
    void stepEnded(StepEnded event);

    /**
     * A user action is about to start over after a failure, if it is repeated at all. Does nothing unless overridden.
     */
    default void startingOver(StartingOver event) {
    }

    /**
     * Hears that a user action has failed for good, after as many attempts as were permitted. Only a repetition tells
     * this. Does nothing unless overridden.
     *
     * @param event the last failure, and an earlier one that left it open whether the call was carried out
     */
    default void givenUp(GivenUp event) {
    }

    /** Listens to nothing. */
    static UserActionListener none() {
        return event -> { };
    }
}
