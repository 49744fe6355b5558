package io.countersign.adapters.http.exchange;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import org.jspecify.annotations.Nullable;

/**
 * How far one exchange has come. Written by the threads that make the call, read and ended by the one that waits for
 * it. Belongs to the call as it was made, where interceptors of the application cannot replace it, and reports to the
 * {@link Transmission} of the flow.
 *
 * <p>It also knows when code of the application's own, such as an interceptor, has the request. Such code can send what
 * it holds by other means, so what it throws proves that nothing was sent only if it never had the body.
 */
public final class Progress {

    private static final int LONGEST_CHAIN_OF_CAUSES = 16;

    private final boolean sentOnce;
    private final Transmission transmission;
    private Phase phase = Phase.CONNECTING;
    private boolean sent;
    private boolean abandoned;
    private int status;
    /** Whether the body has bytes that only {@link #lendBody} gives out, so that nobody can send them unseen. */
    private boolean hasBody;
    private boolean bodyLent;
    /** Whether somebody wrote the body to what may be a network, before it was its turn. */
    private boolean bodySentUnseen;
    private boolean bodyDue;
    private boolean foreignCodeTakesPart;
    private boolean foreignCodeHasIt;
    private @Nullable Throwable ownThrown;
    private @Nullable Throwable foreignThrown;
    private boolean connecting;
    private boolean freshConnection;

    private Progress(boolean sentOnce, Transmission transmission) {
        this.sentOnce = sentOnce;
        this.transmission = transmission;
    }

    /** Returns the progress of an exchange that the HTTP client may send again, since it changes nothing. */
    public static Progress ofRepeatable() {
        return ofRepeatable(Transmission.standalone());
    }

    /** Returns the same for an exchange whose transmission the flow records. */
    public static Progress ofRepeatable(Transmission transmission) {
        return new Progress(false, transmission);
    }

    /** Returns the progress of an exchange that must not be sent twice. */
    public static Progress ofSentOnce() {
        return ofSentOnce(Transmission.standalone());
    }

    /** Returns the same for an exchange whose transmission the flow records. */
    public static Progress ofSentOnce(Transmission transmission) {
        return new Progress(true, transmission);
    }

    /** Returns whether the transmission is still to be made: a used one must not be used again. */
    public boolean isNew() {
        return transmission.state() == Transmission.State.HANDED_OVER;
    }

    /** Returns whether the flow has cancelled it. */
    public boolean isCancelled() {
        return transmission.isCancelled();
    }

    /** Says what is to be done as soon as the flow cancels it. */
    public void onCancelled(Runnable action) {
        transmission.onCancelled(action);
    }

    /** Returns whether the request must not go out, because it did before or because nobody waits for it any more. */
    public synchronized boolean forbidsSending() {
        return abandoned || transmission.isCancelled() || (sent ? sentOnce : !isNew());
    }

    /**
     * Notes that there is a connection and that the request is about to go out on it, if it may: from then on it counts
     * as sent.
     *
     * @return whether it may
     */
    public synchronized boolean letOut() {
        if (forbidsSending() || !sent && !transmission.beginSending()) {
            return false;
        }
        sent = true;
        bodyDue = true;
        foreignCodeHasIt = false;
        reached(Phase.SENDING);
        return true;
    }

    /** Notes that the exchange has come that far. It does not fall back, not by being sent again either. */
    public synchronized void reached(Phase next) {
        if (next.compareTo(phase) > 0) {
            phase = next;
        }
    }

    /** Notes that the head of an answer has arrived. */
    public synchronized void answered(int httpStatus) {
        status = httpStatus;
        transmission.answered();
        reached(Phase.READING_ANSWER);
    }

    /** Gives it up: what has not been sent by now never is. If nothing was, the transmission is told so. */
    public synchronized void abandon() {
        abandoned = true;
        if (!mayHaveBeenSent()) {
            transmission.abandon();
        }
    }

    /** Returns how far it came; at least {@link Phase#SENDING} if anything may have been sent. */
    public synchronized Phase phase() {
        return phase.compareTo(Phase.SENDING) < 0 && mayHaveBeenSent() ? Phase.SENDING : phase;
    }

    /** Returns the HTTP status of the answer, 0 before there is one. */
    public synchronized int status() {
        return status;
    }

    /** Returns whether anything of the request may have been sent by now. */
    public synchronized boolean mayHaveBeenSent() {
        return sent || bodySentUnseen || foreignCodeHasIt && couldBeSentUnseen();
    }

    /**
     * Returns whether anything of the request may have been sent, given what ended the call. If not, nothing will be.
     */
    public synchronized boolean mayHaveBeenSent(Throwable thrown) {
        foreignCodeHasIt = foreignCodeTakesPart && !isOwn(thrown);
        boolean possibly = mayHaveBeenSent();
        if (!possibly) {
            abandon();
        }
        return possibly;
    }

    /** An exchange that changes nothing may well be sent by whoever likes. */
    private boolean couldBeSentUnseen() {
        return sentOnce && (bodyLent || !hasBody);
    }

    /** Says that the body has bytes, and that whoever wants them asks {@link #lendBody} first. */
    public synchronized void guardsBody() {
        hasBody = true;
    }

    /**
     * Notes that somebody wants the bytes of the body: OkHttp to send them, or code of the application's to look at
     * them.
     *
     * @param intoMemory whether they are only copied
     * @return whether they may be had: for sending only as part of the one transmission
     */
    public synchronized boolean lendBody(boolean intoMemory) {
        if (!sent) {
            if (abandoned) {
                return false;
            }
            bodyLent = true;
            bodySentUnseen |= sentOnce && !intoMemory;
            return true;
        }
        boolean due = bodyDue;
        bodyDue &= intoMemory;
        return due || intoMemory;
    }

    /** Notes that code of the application's own has the request from now on. */
    public synchronized void passedToForeignCode() {
        foreignCodeTakesPart = true;
        foreignCodeHasIt = true;
    }

    /** Notes that the request is with our own code and OkHttp's. */
    public synchronized void takenBack() {
        foreignCodeHasIt = false;
    }

    /** Notes that this was thrown by our own code or OkHttp's, not by the application's. */
    public synchronized void ownThrew(Throwable thrown) {
        ownThrown = thrown;
    }

    /** Notes that this was thrown by code of the application's own. */
    public synchronized void foreignThrew(Throwable thrown) {
        foreignThrown = thrown;
    }

    /** Returns whether our own code or OkHttp's threw that last, or what caused it. */
    public synchronized boolean isOwn(Throwable thrown) {
        return ownThrown != null && isCausedBy(ownThrown, thrown);
    }

    /** Returns whether code of the application's own threw that last, or what caused it. */
    public synchronized boolean isForeign(Throwable thrown) {
        return foreignThrown != null && isCausedBy(foreignThrown, thrown);
    }

    private static boolean isCausedBy(Throwable origin, Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < LONGEST_CHAIN_OF_CAUSES; depth++) {
            if (cause == origin) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Notes that a connection was opened for this exchange. */
    public synchronized void connected() {
        connecting = true;
    }

    /** Notes that a connection was taken, the one just opened or one from the pool. */
    public synchronized void tookConnection() {
        freshConnection = connecting;
        connecting = false;
    }

    /** Returns whether the connection was opened for this exchange and has carried nothing before. */
    public synchronized boolean isConnectionFresh() {
        return freshConnection;
    }
}
