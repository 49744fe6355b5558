package io.countersign.ports.attempt;

import org.jspecify.annotations.Nullable;

/**
 * Holds whether a user action was cancelled. It is shared by all attempts of the action and by their transmissions, and
 * is the lock under which a transmission decides whether it may be sent.
 */
final class Cancellation {

    private boolean cancelled;
    private @Nullable Transmission current;

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Makes that transmission the one that is told of a cancellation. */
    synchronized void follow(Transmission transmission) {
        current = transmission;
    }

    /** Cancels the action. Tells the transmission that is under way outside the lock, as that runs foreign code. */
    void cancel() {
        Transmission underWay;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            underWay = current;
        }
        if (underWay != null) {
            underWay.tellOfCancellation();
        }
    }
}
