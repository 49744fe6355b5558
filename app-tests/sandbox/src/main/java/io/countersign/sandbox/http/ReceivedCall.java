package io.countersign.sandbox.http;

import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as received.
 *
 * @param method the HTTP method
 * @param path the path as it was sent, neither decoded nor normalised
 * @param query the text after the question mark, if there was one
 * @param headers the values of each header, by its name in lower case
 * @param body the body's bytes
 */
public record ReceivedCall(
        String method, String path, Option<String> query, Map<String, List<String>> headers, byte[] body) {

    List<String> headersNamed(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Returns the value of a header that was sent exactly once. */
    public Option<String> soleHeader(String name) {
        List<String> values = headersNamed(name);
        return values.size() == 1 ? Option.some(values.get(0)) : Option.none();
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns method and path only: headers, query and body can hold secrets. */
    @Override
    public String toString() {
        return "ReceivedCall[" + method + " " + path + "]";
    }
}
