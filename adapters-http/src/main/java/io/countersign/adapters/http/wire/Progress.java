package io.countersign.adapters.http.wire;

/**
 * How far one exchange has come; travels with the request as its tag. Written by the thread that makes the call, read
 * when it is over.
 */
public final class Progress {

    private final boolean sentOnce;
    private volatile boolean connected;
    private volatile int status;

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

    /** Whether the request must not go out, because it did before. */
    public boolean forbidsSending() {
        return sentOnce && connected;
    }

    /** There is a connection, and the request is about to go out on it. */
    public void connected() {
        connected = true;
    }

    /** The head of an answer has arrived. */
    public void answered(int httpStatus) {
        status = httpStatus;
    }

    /** The HTTP status of the answer, 0 before there is one. */
    public int status() {
        return status;
    }

    /** Whether anything of the request may have been sent. */
    public boolean mayHaveBeenSent() {
        return connected;
    }
}
