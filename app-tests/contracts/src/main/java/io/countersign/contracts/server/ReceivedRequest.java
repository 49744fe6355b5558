package io.countersign.contracts.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vavr.control.Option;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as received (HTTP/1.1, RFC 9112).
 *
 * @param method the method
 * @param target the request target, path and query, not decoded
 * @param headers the values of each header, by its name in lower case
 * @param body the body's bytes
 */
public record ReceivedRequest(String method, String target, Map<String, List<String>> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the next request, or none if the connection ends before it is complete. */
    static Option<ReceivedRequest> readFrom(InputStream in) throws IOException {
        Option<String> requestLine = line(in);
        if (requestLine.isEmpty()) {
            return Option.none();
        }
        String[] parts = requestLine.get().split(" ");
        Map<String, List<String>> headers = new HashMap<>();
        for (Option<String> header = line(in); !header.getOrElse("").isEmpty(); header = line(in)) {
            String[] nameAndValue = header.get().split(":", 2);
            headers.computeIfAbsent(nameAndValue[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(nameAndValue[1].strip());
        }
        return Option.some(new ReceivedRequest(parts[0], parts[1], headers, body(in, headers)));
    }

    private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
        if (!headers.containsKey("transfer-encoding")) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).get(0)));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
            body.writeBytes(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in).getOrElse("0").split(";")[0].strip(), 16);
    }

    private static Option<String> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return Option.none();
            }
            line.write(octet);
        }
        return Option.some(line.toString(StandardCharsets.ISO_8859_1).stripTrailing());
    }

    public String requestLine() {
        return method + " " + target;
    }

    /** Returns the value of a header that was sent exactly once, otherwise the empty string. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.size() == 1 ? values.get(0) : "";
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the body as JSON. */
    public JsonNode json() {
        return json(text());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("not JSON: " + notJson.getOriginalMessage(), notJson);
        }
    }

    @Override
    public String toString() {
        return "ReceivedRequest[" + requestLine() + "]";
    }
}
