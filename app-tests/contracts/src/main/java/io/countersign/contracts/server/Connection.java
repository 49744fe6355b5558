package io.countersign.contracts.server;

import io.vavr.control.Option;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection that a {@link ScriptedServer} accepted. It is closed after its script unless the script keeps it. */
public final class Connection {

    private final Socket socket;
    private final InputStream in;
    private boolean kept;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Returns the next request, or none if the client closes before it is complete. */
    Option<ReceivedRequest> nextRequest() throws IOException {
        kept = false;
        return ReceivedRequest.readFrom(in);
    }

    void write(String characters) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(characters.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Keeps the connection open for another request. */
    void keep() {
        kept = true;
    }

    boolean isKept() {
        return kept;
    }

    /** Resets the connection. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
    }

    /** Waits for the given time or until the client closes, and returns whether the connection is still open. */
    boolean isOpenAfter(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        try {
            return in.read() >= 0;
        } catch (SocketTimeoutException stillOpen) {
            return true;
        }
    }
}
