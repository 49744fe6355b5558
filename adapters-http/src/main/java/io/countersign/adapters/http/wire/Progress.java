package io.countersign.adapters.http.wire;

import io.countersign.ports.outbound.ApiFailure.TimedOut.Phase;

/**
 * How far one exchange has come; travels with the request as its tag. Written by the threads that make the call, read
 * and ended by the one that waits for it.
 */
public final class Progress {

    private final boolean sentOnce;
    private Phase phase = Phase.CONNECTING;
    private boolean sent;
    private boolean abandoned;
    private int status;

    private Progress(boolean sentOnce) {
        this.sentOnce = sentOnce;
    }

    /** Of an exchange that may be sent again by the HTTP client, since it changes nothing. */
    public static Progress ofRepeatable() {
        return new Progress(false);
    }

    /** Of an exchange that must not be sent twice. */
    public static Progress ofSentOnce() {
        return new Progress(true);
    }

    /** Whether the request must not go out, because it did before or because nobody waits for it any more. */
    public synchronized boolean forbidsSending() {
        return abandoned || sentOnce && sent;
    }

    /**
     * There is a connection, and the request is about to go out on it, if it may: from then on it counts as sent.
     *
     * @return whether it may
     */
    public synchronized boolean letOut() {
        if (forbidsSending()) {
            return false;
        }
        sent = true;
        reached(Phase.SENDING);
        return true;
    }

    /** It came that far, and does not fall back: not by being sent again, nor by trying another address of the host. */
    public synchronized void reached(Phase next) {
        if (next.compareTo(phase) > 0) {
            phase = next;
        }
    }

    /** The head of an answer has arrived. */
    public synchronized void answered(int httpStatus) {
        status = httpStatus;
        reached(Phase.READING_ANSWER);
    }

    /** Nobody waits for it any more: what has not been sent by now never is. */
    public synchronized void abandon() {
        abandoned = true;
    }

    /** How far it came. */
    public synchronized Phase phase() {
        return phase;
    }

    /** The HTTP status of the answer, 0 before there is one. */
    public synchronized int status() {
        return status;
    }

    /** Whether anything of the request may have been sent. */
    public synchronized boolean mayHaveBeenSent() {
        return sent;
    }
}
