package io.countersign.contracts.server;

import io.vavr.control.Option;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection that a {@link ScriptedServer} took. It is closed when the script is done, unless that keeps it. */
public final class Connection {

    private final Socket socket;
    private final InputStream in;
    private boolean kept;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** The next request; none if the other side closes before it is complete. */
    Option<ReceivedRequest> nextRequest() throws IOException {
        kept = false;
        return ReceivedRequest.readFrom(in);
    }

    void write(String characters) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(characters.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Another request may come. */
    void keep() {
        kept = true;
    }

    boolean isKept() {
        return kept;
    }

    /** It ends with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
    }

    /** Waits a while, unless the other side closes before. */
    boolean isOpenAfter(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        try {
            return in.read() >= 0;
        } catch (SocketTimeoutException stillOpen) {
            return true;
        }
    }
}
