package io.countersign.testkit.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends bytes to a sandbox as they are, and checks that each answer is one that the API gives. */
public final class HttpAnswers {

    private static final Pattern HEAD =
            Pattern.compile("HTTP/1\\.[01] (\\d{3}) ?[^\\r\\n]*\\r\\n((?:[^\\r\\n]+\\r\\n)*+)\\r\\n");
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *(\\d+) *$");
    private static final Pattern TYPE = Pattern.compile("(?im)^Content-Type: *([^\\r\\n]*)$");
    private static final int PATIENCE_IN_MILLIS = 30_000;

    private HttpAnswers() {
    }

    /**
     * Returns the statuses of the answers to those bytes, none if they are no whole request.
     *
     * @throws AssertionError if an answer does not come to an end, is a 5xx, or is neither JSON nor the API's envelope
     */
    public static List<Integer> statusesOf(URI sandbox, byte[] request) throws IOException {
        return checked(exchange(sandbox, request), new String(request, ISO_8859_1).contains("HEAD "));
    }

    static String exchange(URI sandbox, byte[] request) throws IOException {
        try (Socket socket = new Socket(sandbox.getHost(), sandbox.getPort())) {
            socket.setSoTimeout(PATIENCE_IN_MILLIS);
            var answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                socket.getInputStream().transferTo(answer);
            } catch (SocketException closedBeforeAllWasSent) {
                // What was answered by then is what counts.
            }
            return answer.toString(ISO_8859_1);
        }
    }

    private static List<Integer> checked(String text, boolean asksForHeads) {
        List<Integer> statuses = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Matcher head = HEAD.matcher(text).region(at, text.length());
            if (!head.lookingAt()) {
                throw new AssertionError("no HTTP: " + text.substring(at));
            }
            int status = Integer.parseInt(head.group(1));
            if (status == 100) {
                at = head.end();
                continue;
            }
            int length = Integer.parseInt(first(LENGTH, head.group(2)));
            boolean withoutBody = asksForHeads
                    && (head.end() == text.length() || text.startsWith("HTTP/", head.end()));
            at = withoutBody ? head.end() : Math.min(text.length(), head.end() + length);
            check(status, first(TYPE, head.group(2)), withoutBody ? "{}" : text.substring(head.end(), at), withoutBody);
            statuses.add(status);
        }
        return statuses;
    }

    private static String first(Pattern header, String headers) {
        Matcher value = header.matcher(headers);
        if (!value.find()) {
            throw new AssertionError("lacks " + header + ": " + headers);
        }
        return value.group(1);
    }

    private static void check(int status, String type, String body, boolean withoutBody) {
        JsonNode json = TestCaller.parsed(new String(body.getBytes(ISO_8859_1), UTF_8));
        boolean refused = status >= 400 && status < 500;
        boolean wearsEnvelope = json.at("/error/status").intValue() == status
                && !json.at("/error/message").asText().isBlank();
        if (!type.equals("application/json") || status != 200 && !refused
                || refused && !withoutBody && !wearsEnvelope) {
            throw new AssertionError("not an answer of the API: " + status + " " + type + "\n" + body);
        }
    }
}
