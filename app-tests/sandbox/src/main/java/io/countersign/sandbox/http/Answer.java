package io.countersign.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Map;

/**
 * An answer of the sandbox.
 *
 * @param status the HTTP status
 * @param body the JSON body
 * @param headers the headers, without the content type
 */
public record Answer(int status, JsonNode body, Map<String, String> headers) {

    public static Answer ok(JsonNode body) {
        return new Answer(200, body, Map.of());
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
