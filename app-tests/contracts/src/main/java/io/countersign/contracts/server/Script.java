package io.countersign.contracts.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Answers a request of a {@link ScriptedServer}, byte by byte. */
@FunctionalInterface
public interface Script {

    /** The length at which an endless answer ends after all, so that no test runs for ever. */
    long ENDLESS_IN_BYTES = 1L << 28;

    void play(ReceivedRequest request, Connection connection) throws IOException;

    /** Returns a well-formed answer. */
    static Script answer(int status, String body, String... headerLines) {
        return raw(head(status, lengthOf(body), "close", headerLines) + body);
    }

    /** Returns a success with a JSON body. */
    static Script json(String body) {
        return answer(200, body, "Content-Type: application/json");
    }

    /** Returns a success with a JSON body that depends on the request. */
    static Script json(Function<ReceivedRequest, String> body) {
        return (request, connection) -> json(body.apply(request)).play(request, connection);
    }

    /** Returns a success with a JSON body that depends on the request, and keeps the connection open. */
    static Script jsonAndKeep(Function<ReceivedRequest, String> body) {
        return (request, connection) -> {
            String answer = body.apply(request);
            connection.write(head(200, lengthOf(answer), "keep-alive", "Content-Type: application/json") + answer);
            connection.keep();
        };
    }

    /** Sends characters as they are. */
    static Script raw(String characters) {
        return (request, connection) -> connection.write(characters);
    }

    /** Closes the connection without an answer. */
    static Script cut() {
        return (request, connection) -> { };
    }

    /** Resets the connection. */
    static Script reset() {
        return (request, connection) -> connection.reset();
    }

    /** Closes the connection in the middle of the answer. */
    static Script breakingOff() {
        return raw(head(200, 1000, "close", "Content-Type: application/json") + "{\"userAction\": \"brok");
    }

    /** Sends nothing until the client gives up. */
    static Script silence() {
        return (request, connection) -> {
            while (connection.isOpenAfter(1000)) {
                // Still there.
            }
        };
    }

    /** Sends an answer one byte at a time. */
    static Script drip() {
        return (request, connection) -> {
            connection.write(head(200, 1_000_000, "close", "Content-Type: application/json"));
            do {
                connection.write(" ");
            } while (connection.isOpenAfter(20));
        };
    }

    /** Sends a success with a body that does not end. */
    static Script endless() {
        return (request, connection) -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
                    + "{\"userAction\": \"");
            String more = "x".repeat(1 << 16);
            for (long sent = 0; sent < ENDLESS_IN_BYTES; sent += more.length()) {
                connection.write(more);
            }
        };
    }

    private static int lengthOf(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String head(int status, int length, String whatBecomesOfTheConnection, String... headerLines) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n")
                .append("Connection: ").append(whatBecomesOfTheConnection).append("\r\n");
        if (status != 204 && status != 304) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        for (String line : headerLines) {
            head.append(line).append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
