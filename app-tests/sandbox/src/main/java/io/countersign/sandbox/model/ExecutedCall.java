package io.countersign.sandbox.model;

import io.countersign.sandbox.http.StrictJson;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A call that the sandbox carried out: it was let in, and did what it was to do. Whether its caller ever heard of that
 * is another matter. Immutable.
 *
 * @param user who made it
 * @param method the HTTP method
 * @param path the path as it was sent, without the query
 * @param body the body's text, empty if there was none; bytes that are not UTF-8, as in a form with a file, show as
 *     U+FFFD
 */
public record ExecutedCall(SandboxUser user, String method, String path, String body) {

    public ExecutedCall {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(body, "body");
    }

    /** The {@code externalId} in the body, if that is a JSON object with one. */
    public Option<String> externalId() {
        return StrictJson.object(body.getBytes(StandardCharsets.UTF_8)).flatMap(StrictJson::externalId);
    }
}
