package io.countersign.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Map;

/**
 * What the sandbox says to a call.
 *
 * @param status the HTTP status
 * @param body the JSON
 * @param headers what goes with it, beside the content type
 */
public record Answer(int status, JsonNode body, Map<String, String> headers) {

    public static Answer ok(JsonNode body) {
        return new Answer(200, body, Map.of());
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
