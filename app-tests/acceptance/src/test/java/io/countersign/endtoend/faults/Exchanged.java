package io.countersign.endtoend.faults;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A connection to the faulty API for one exchange, with the operations that faults are made of. */
final class Exchanged {

    private final Socket socket;
    private final CountDownLatch closed;

    Exchanged(Socket socket, CountDownLatch closed) {
        this.socket = socket;
        this.closed = closed;
    }

    /** Reads the request to its end and returns its path. */
    String readRequest() throws IOException {
        String head = readHead(socket.getInputStream());
        int length = head.lines().map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring("content-length:".length()).strip()))
                .findFirst().orElse(0);
        if (socket.getInputStream().readNBytes(length).length < length) {
            throw new EOFException();
        }
        return head.split(" ")[1];
    }

    void readByte() throws IOException {
        socket.getInputStream().read();
    }

    private static String readHead(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Writes a correct answer. The connection serves no other exchange. */
    void answer(int status, String body, String... headers) throws IOException {
        answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    void answer(int status, byte[] body, String... headers) throws IOException {
        write(headOf(status, body.length, headers));
        write(body);
    }

    static String headOf(int status, long length, String... headers) {
        return "HTTP/1.1 " + status + " Whatever\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "Content-Length: " + length + "\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Resets the connection. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Sends nothing until the client gives up. */
    void stall() throws IOException {
        socket.getInputStream().skipNBytes(Long.MAX_VALUE);
    }

    /** Sends bytes slowly as long as the client reads. */
    void drip(byte[] bytes) throws IOException {
        for (byte one : bytes) {
            write(new byte[] {one});
            try {
                if (closed.await(20, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
