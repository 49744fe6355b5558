package io.countersign.adapters.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A request as a server on a bare socket reads it. */
record RawRequest(String head, String body) {

    /** Reads the next one, or says null at the end of the connection. */
    static RawRequest from(InputStream connection) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = connection.read();
            if (next < 0) {
                return null;
            }
            head.append((char) next);
        }
        int length = head.toString().lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip())).findFirst().orElse(0);
        return new RawRequest(head.toString(),
                new String(connection.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** An answer to it that shows whose it is. */
    String answer() {
        return answerShowing(body);
    }

    static String answerShowing(String json) {
        String answer = "{\"answerTo\":" + (json.isEmpty() ? "null" : json) + "}";
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + answer.length()
                + "\r\n\r\n" + answer;
    }
}
