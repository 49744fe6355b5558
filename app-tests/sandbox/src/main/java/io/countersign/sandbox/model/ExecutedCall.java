package io.countersign.sandbox.model;

import io.countersign.sandbox.http.StrictJson;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A call that the sandbox accepted and carried out, whether or not its answer reached the caller. Immutable.
 *
 * @param user the caller
 * @param method the HTTP method
 * @param path the path as it was sent, without the query
 * @param body the body's text, empty if there was none; bytes that are not UTF-8, as in a form with a file, appear as
 *     U+FFFD
 */
public record ExecutedCall(SandboxUser user, String method, String path, String body) {

    public ExecutedCall {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(body, "body");
    }

    /**
     * Returns the {@code externalId} in the body.
     *
     * @return the id, or none if the body is not a JSON object with a text of that name
     */
    public Option<String> externalId() {
        return StrictJson.object(body.getBytes(StandardCharsets.UTF_8)).flatMap(StrictJson::externalId);
    }
}
