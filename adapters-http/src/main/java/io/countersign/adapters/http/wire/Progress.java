package io.countersign.adapters.http.wire;

/**
 * How far one exchange has come; travels with the request as its tag. Written by the thread that makes the call, read
 * when it is over.
 */
public final class Progress {

    private volatile boolean connected;
    private volatile int status;

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
