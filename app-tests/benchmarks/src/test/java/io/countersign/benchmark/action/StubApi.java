package io.countersign.benchmark.action;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Answers the three exchanges with fixed JSON over HTTP/1.1, as fast as possible. Runs in a JVM of its own, so that its
 * work is not counted. A path that begins with {@value #MANY_CREDENTIALS} gets a challenge with 3,000 credentials.
 */
final class StubApi {

    static final String MANY_CREDENTIALS = "/many";

    private static final byte[] CHALLENGE = answer(challenge(1));
    private static final byte[] LONG_CHALLENGE = answer(challenge(3000));
    private static final byte[] TOKEN = answer("{\"userAction\":\"ua-0123456789abcdefghijklmnopqrstuvwxyz\"}");
    private static final byte[] WALLET = answer("{\"id\":\"wa-1\",\"network\":\"EthereumSepolia\","
            + "\"status\":\"Active\",\"dateCreated\":\"2026-11-28T00:00:00Z\",\"custodial\":true,\"tags\":[],"
            + "\"signingKey\":{\"id\":\"key-1\",\"scheme\":\"ECDSA\",\"curve\":\"secp256k1\",\"publicKey\":\"00\"}}");

    private final long delayMillis;

    private StubApi(long delayMillis) {
        this.delayMillis = delayMillis;
    }

    /**
     * Serves until the standard input ends, and prints the port first.
     *
     * @param arguments how long to wait before each answer, in milliseconds
     */
    public static void main(String[] arguments) throws Exception {
        StubApi stub = new StubApi(Long.parseLong(arguments[0]));
        ServerSocket server = new ServerSocket(0, 20_000, InetAddress.getLoopbackAddress());
        Executor threads = threads();
        Thread accepting = new Thread(() -> {
            while (true) {
                try {
                    Socket socket = server.accept();
                    threads.execute(() -> stub.serve(socket));
                } catch (IOException refused) {
                    System.err.println(refused);
                }
            }
        });
        accepting.setDaemon(true);
        accepting.start();
        System.out.println(server.getLocalPort());
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    /** Returns virtual threads where this JVM has them; this source is compiled for Java 17. */
    static Executor threads() throws ReflectiveOperationException {
        return Runtime.version().feature() < 21
                ? Executors.newCachedThreadPool()
                : (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static String challenge(int keys) {
        StringBuilder listed = new StringBuilder();
        for (int key = 1; key <= keys; key++) {
            listed.append(key == 1 ? "" : ",").append("{\"type\":\"public-key\",\"id\":\"cr-")
                    .append(key).append("\"}");
        }
        return "{\"challenge\":\"ch-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG\",\"challengeIdentifier\":\""
                + Messages.CHALLENGE_IDENTIFIER + "\",\"rp\":{\"id\":\"localhost\",\"name\":\"L\"},"
                + "\"supportedCredentialKinds\":[{\"kind\":\"Key\",\"factor\":\"first\","
                + "\"requiresSecondFactor\":false},"
                + "{\"kind\":\"Fido2\",\"factor\":\"either\",\"requiresSecondFactor\":false}],"
                + "\"userVerification\":\"required\",\"attestation\":\"none\",\"allowCredentials\":{\"key\":[" + listed
                + "],\"webauthn\":[],\"passwordProtectedKey\":[]},\"externalAuthenticationUrl\":\"\"}";
    }

    private static byte[] answer(String json) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n"
                + json).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 13);
            OutputStream out = socket.getOutputStream();
            StringBuilder line = new StringBuilder();
            for (String first = lineOf(in, line); first != null; first = lineOf(in, line)) {
                skipRest(in, line);
                if (delayMillis > 0) {
                    Thread.sleep(delayMillis);
                }
                out.write(answerTo(first));
            }
        } catch (IOException | InterruptedException gone) {
            // the client closed the connection
        } catch (RuntimeException unreadable) {
            System.err.println("The stub closes a connection: " + unreadable);
        }
    }

    private static byte[] answerTo(String requestLine) {
        if (requestLine.contains("/auth/action/init")) {
            return requestLine.contains(MANY_CREDENTIALS) ? LONG_CHALLENGE : CHALLENGE;
        }
        return requestLine.contains("/auth/action") ? TOKEN : WALLET;
    }

    private static void skipRest(InputStream in, StringBuilder line) throws IOException {
        long length = 0;
        boolean chunked = false;
        for (String header = headerOf(in, line); !header.isEmpty(); header = headerOf(in, line)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(header.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:");
        }
        do {
            in.skipNBytes(length);
            if (chunked) {
                length = nextChunk(in, line, length);
            }
        } while (chunked && length > 0);
    }

    private static long nextChunk(InputStream in, StringBuilder line, long before) throws IOException {
        if (before > 0) {
            lineOf(in, line);
        }
        long length = Long.parseLong(lineOf(in, line), 16);
        if (length == 0) {
            lineOf(in, line);
        }
        return length;
    }

    private static String headerOf(InputStream in, StringBuilder line) throws IOException {
        String header = lineOf(in, line);
        if (header == null) {
            throw new EOFException();
        }
        return header;
    }

    /** Reads a line without its end; returns null at the end of the stream. */
    static String lineOf(InputStream in, StringBuilder line) throws IOException {
        line.setLength(0);
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                int length = line.length();
                line.setLength(length > 0 && line.charAt(length - 1) == '\r' ? length - 1 : length);
                return line.toString();
            }
            line.append((char) next);
        }
        return null;
    }
}
