package io.countersign.testkit.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

/** One request on a connection of its own, to see by the byte what comes back and how the connection ends. */
final class RawCall implements AutoCloseable {

    static final String RESET = "[reset]";

    private final Socket socket;

    private RawCall(Socket socket) {
        this.socket = socket;
    }

    /** Sends it with that token, or without one if it is empty. */
    static RawCall send(TestCaller caller, String method, String path, String body, String token) {
        return send(caller, method, path, body, token, body.getBytes(UTF_8).length);
    }

    /** The same, announcing a body of that length. */
    static RawCall send(TestCaller caller, String method, String path, String body, String token, int announced) {
        String request = method + " " + path + " HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\n"
                + "Authorization: Bearer " + caller.user().authToken() + "\r\n"
                + (token.isEmpty() ? "" : "X-DFNS-USERACTION: " + token + "\r\n")
                + "Content-Type: application/json\r\nContent-Length: " + announced + "\r\n\r\n"
                + body;
        try {
            Socket socket = new Socket(caller.baseUrl().getHost(), caller.baseUrl().getPort());
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new RawCall(socket);
        } catch (IOException unexpected) {
            throw new AssertionError("not sent", unexpected);
        }
    }

    /** The next bytes that come back, so many of them. */
    String next(int count) throws IOException {
        byte[] bytes = socket.getInputStream().readNBytes(count);
        return new String(bytes, UTF_8);
    }

    /** How many bytes are here already. */
    int available() throws IOException {
        return socket.getInputStream().available();
    }

    /** The head of the answer, with the empty line after it. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append(next(1));
        }
        return head.toString();
    }

    /** Everything that comes back until the connection ends, with {@link #RESET} at the end if it was reset. */
    String toTheEnd() throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[1 << 16];
        try {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                text.append(new String(bytes, 0, count, UTF_8));
            }
        } catch (SocketException reset) {
            text.append(RESET);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
