package io.countersign.ports.attempt;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Records whether one exchange with the API was sent. The flow creates it, passes it to the adapter together with the
 * exchange, and afterwards relies on this record alone: neither the type of a failure nor an exception proves that
 * nothing was sent.
 *
 * <p>The state moves in one direction:
 *
 * <pre>
 * HANDED_OVER ──beginSending()──▶ SENT ──answered()──▶ ANSWERED
 *      └───────abandon()────────▶ ABANDONED
 * </pre>
 *
 * <p>An adapter calls {@link #beginSending} before the first byte of the request can leave, and sends only if it
 * returns true. It calls {@link #abandon} when the exchange has ended without that. If it calls neither, the state
 * stays {@code HANDED_OVER}, which counts as "may have been sent".
 *
 * <p>Safe for use by several threads.
 */
public final class Transmission {

    /** The states of a transmission. */
    public enum State {
        /** The adapter was asked to send, and has recorded nothing yet. Counts as sent. */
        HANDED_OVER,
        /** The adapter began to send. */
        SENT,
        /** The API has answered. */
        ANSWERED,
        /** Nothing was sent, and nothing will be. */
        ABANDONED
    }

    private final Cancellation cancellation;
    private State state = State.HANDED_OVER;
    private @Nullable Runnable whenCancelled;

    Transmission(Cancellation cancellation) {
        this.cancellation = cancellation;
    }

    /**
     * Returns the transmission of an exchange that belongs to no user action of a flow and is never cancelled.
     *
     * @return a new transmission, handed over
     */
    public static Transmission standalone() {
        return new Transmission(new Cancellation());
    }

    /**
     * Asks for permission to send, and records that sending begins. Permission is given once per transmission, and
     * never after the action was cancelled.
     *
     * @return true if the request is to be sent now; false if it must not be sent, because the action was cancelled or
     *         the request was sent or abandoned before
     */
    public boolean beginSending() {
        synchronized (cancellation) {
            if (state != State.HANDED_OVER || cancellation.isCancelled()) {
                return false;
            }
            state = State.SENT;
            return true;
        }
    }

    /** Records that an answer has begun to arrive. Has no effect on a transmission that was abandoned. */
    public void answered() {
        synchronized (cancellation) {
            if (state != State.ABANDONED) {
                state = State.ANSWERED;
            }
        }
    }

    /**
     * Records that nothing was sent, and that nothing will be. Has no effect once sending has begun.
     *
     * @return true if nothing was sent; false if sending had begun
     */
    public boolean abandon() {
        synchronized (cancellation) {
            if (state == State.HANDED_OVER) {
                state = State.ABANDONED;
            }
            return state == State.ABANDONED;
        }
    }

    /** Returns the current state. */
    public State state() {
        synchronized (cancellation) {
            return state;
        }
    }

    /**
     * Returns whether anything may have been sent.
     *
     * @return false only if the adapter has {@linkplain #abandon abandoned} the transmission
     */
    public boolean mayHaveBeenSent() {
        return state() != State.ABANDONED;
    }

    /**
     * Returns whether the user action was cancelled.
     *
     * @return true if it was; it stays cancelled
     */
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }

    /**
     * Sets an action to run when the user action is cancelled, such as cancelling an HTTP call. It runs at most once,
     * on the thread that cancels; if the user action is cancelled already, at once on the calling thread. Whatever it
     * throws is dropped. A later call replaces it.
     *
     * @param action quick, and safe to run on another thread
     */
    public void onCancelled(Runnable action) {
        Objects.requireNonNull(action, "action");
        boolean atOnce;
        synchronized (cancellation) {
            atOnce = cancellation.isCancelled();
            whenCancelled = atOnce ? null : action;
        }
        if (atOnce) {
            runQuietly(action);
        }
    }

    void tellOfCancellation() {
        Runnable action;
        synchronized (cancellation) {
            action = whenCancelled;
            whenCancelled = null;
        }
        if (action != null) {
            runQuietly(action);
        }
    }

    /** Drops whatever the adapter throws, as a cancellation must be complete all the same. */
    private static void runQuietly(Runnable action) {
        try {
            action.run();
        } catch (Throwable dropped) {
            // the transmission's state already says that nothing more may be sent
        }
    }

    @Override
    public String toString() {
        return "Transmission[" + state() + (isCancelled() ? ", cancelled" : "") + "]";
    }
}
