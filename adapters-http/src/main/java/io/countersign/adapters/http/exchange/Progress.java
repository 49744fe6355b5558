package io.countersign.adapters.http.exchange;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;

import java.util.EnumMap;
import java.util.Map;

/**
 * Records how far one exchange has come. Written by the threads that make the call, read and ended by the one that
 * waits for it. Belongs to the call as it was made, where interceptors of the application cannot replace it, and
 * reports to the {@link Transmission} of the flow. Safe for use by several threads.
 *
 * <p>It also records when foreign code (the application's, such as an interceptor) has the request. Such code can send
 * what it holds by other means, so an exception of its own proves that nothing was sent only if it never had the body.
 */
public final class Progress {

    /** The owner of code that has the request or threw an exception: this module and OkHttp, or the application. */
    enum Code { OWN, FOREIGN }

    private static final int LONGEST_CHAIN_OF_CAUSES = 16;

    private final boolean sentOnce;
    private final Transmission transmission;
    private Phase phase = Phase.CONNECTING;
    private boolean sent;
    private boolean abandoned;
    private int status;
    /** True if the body has bytes that only {@link #takeBody} gives out, so that nobody can send them unrecorded. */
    private boolean bodyGuarded;
    private boolean bodyTaken;
    /** True if the body was written to a possible network before the request was sent here. */
    private boolean bodySentUnrecorded;
    private boolean bodyDue;
    private boolean foreignCodeTakesPart;
    private Code holder = Code.OWN;
    private final Map<Code, Throwable> lastThrown = new EnumMap<>(Code.class);
    private boolean connecting;
    private boolean freshConnection;

    private Progress(boolean sentOnce, Transmission transmission) {
        this.sentOnce = sentOnce;
        this.transmission = transmission;
    }

    /** Returns the progress of a standalone exchange that the HTTP client may send again, since it changes nothing. */
    public static Progress ofRepeatable() {
        return ofRepeatable(Transmission.standalone());
    }

    /** Returns the progress of an exchange that the HTTP client may send again, since it changes nothing. */
    public static Progress ofRepeatable(Transmission transmission) {
        return new Progress(false, transmission);
    }

    /** Returns the progress of an exchange that must not be sent twice. */
    public static Progress ofSentOnce(Transmission transmission) {
        return new Progress(true, transmission);
    }

    /** Returns whether the transmission has not begun; a used one must not be used again. */
    public boolean isNew() {
        return transmission.state() == Transmission.State.HANDED_OVER;
    }

    /** Registers an action to run as soon as the flow cancels the exchange. */
    public void onCancelled(Runnable action) {
        transmission.onCancelled(action);
    }

    /** Returns whether the request must not be sent: it was sent before, or nobody waits for it any more. */
    public synchronized boolean forbidsSending() {
        return abandoned || transmission.isCancelled() || (sent ? sentOnce : !isNew());
    }

    /**
     * Records that the request is about to be sent on a connection, if it may be. From then on it counts as sent.
     *
     * @return whether it may be sent
     */
    public synchronized boolean beginSending() {
        if (forbidsSending() || !sent && !transmission.beginSending()) {
            return false;
        }
        sent = true;
        bodyDue = true;
        holder = Code.OWN;
        return true;
    }

    /** Records that the exchange has reached a phase. Being sent again does not put it back to an earlier one. */
    public synchronized void reached(Phase next) {
        if (next.compareTo(phase) > 0) {
            phase = next;
        }
    }

    /** Records that the head of an answer has arrived. */
    public synchronized void answered(int httpStatus) {
        status = httpStatus;
        transmission.answered();
        reached(Phase.READING_ANSWER);
    }

    /** Abandons the exchange: what was not sent by now never is. If nothing was, the transmission is abandoned too. */
    public synchronized void abandon() {
        abandoned = true;
        if (!mayHaveBeenSent()) {
            transmission.abandon();
        }
    }

    /** Returns the phase that was reached; at least {@link Phase#SENDING} if anything may have been sent. */
    public synchronized Phase phase() {
        return phase.compareTo(Phase.SENDING) < 0 && mayHaveBeenSent() ? Phase.SENDING : phase;
    }

    /** Returns the HTTP status of the answer, 0 before there is one. */
    public synchronized int status() {
        return status;
    }

    /** Returns whether anything of the request may have been sent by now. */
    public synchronized boolean mayHaveBeenSent() {
        return sent || bodySentUnrecorded || holder == Code.FOREIGN && couldBeSentUnrecorded();
    }

    /**
     * Returns whether anything of the request may have been sent by a call that ended with an exception. If not,
     * nothing will be.
     */
    public synchronized boolean mayHaveBeenSent(Throwable thrown) {
        holder = foreignCodeTakesPart && !isFrom(Code.OWN, thrown) ? Code.FOREIGN : Code.OWN;
        boolean possibly = mayHaveBeenSent();
        if (!possibly) {
            abandon();
        }
        return possibly;
    }

    /** Returns whether foreign code could send it unrecorded; an exchange that changes nothing does no harm then. */
    private boolean couldBeSentUnrecorded() {
        return sentOnce && (bodyTaken || !bodyGuarded);
    }

    /** Records that the body has bytes, and that everybody who reads them calls {@link #takeBody} first. */
    public synchronized void guardsBody() {
        bodyGuarded = true;
    }

    /**
     * Records that OkHttp reads the body to send it, or that code of the application reads it.
     *
     * @param intoMemory whether the bytes are only copied
     * @return whether they may be read: for sending only as part of the one transmission
     */
    public synchronized boolean takeBody(boolean intoMemory) {
        if (!sent) {
            if (abandoned) {
                return false;
            }
            bodyTaken = true;
            bodySentUnrecorded |= sentOnce && !intoMemory;
            return true;
        }
        boolean due = bodyDue;
        bodyDue &= intoMemory;
        return due || intoMemory;
    }

    /** Records whose code has the request from now on. */
    synchronized void handedTo(Code code) {
        holder = code;
        foreignCodeTakesPart |= code == Code.FOREIGN;
    }

    /** Records whose code threw an exception, unless it is known to come from the other. */
    synchronized void threw(Code code, Throwable thrown) {
        if (!isFrom(code == Code.OWN ? Code.FOREIGN : Code.OWN, thrown)) {
            lastThrown.put(code, thrown);
        }
    }

    /** Returns whether that code threw this exception last, or one of its causes. */
    synchronized boolean isFrom(Code code, Throwable thrown) {
        Throwable origin = lastThrown.get(code);
        return origin != null && isCausedBy(origin, thrown);
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

    /** Records that a connection was opened for this exchange. */
    public synchronized void connected() {
        connecting = true;
    }

    /** Records that a connection was acquired, the one just opened or one from the pool. */
    public synchronized void tookConnection() {
        freshConnection = connecting;
        connecting = false;
    }

    /** Returns whether the connection was opened for this exchange and has carried nothing before. */
    public synchronized boolean isConnectionFresh() {
        return freshConnection;
    }
}
