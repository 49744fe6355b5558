package io.countersign.sandbox.http;

import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as it came over the wire.
 *
 * @param method the HTTP method
 * @param path the path as it was sent, neither decoded nor normalised
 * @param query what followed the question mark, if there was one
 * @param headers the values of each header, by its name in lower case
 * @param body the body's bytes
 */
public record ReceivedCall(
        String method, String path, Option<String> query, Map<String, List<String>> headers, byte[] body) {

    List<String> headersNamed(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The value of a header that is there exactly once. */
    public Option<String> soleHeader(String name) {
        List<String> values = headersNamed(name);
        return values.size() == 1 ? Option.some(values.get(0)) : Option.none();
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Without headers, query and body: those can hold secrets. */
    @Override
    public String toString() {
        return "ReceivedCall[" + method + " " + path + "]";
    }
}
