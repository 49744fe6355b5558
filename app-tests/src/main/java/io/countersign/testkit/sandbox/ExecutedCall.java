package io.countersign.testkit.sandbox;

import java.util.Objects;

/**
 * A call that the sandbox carried out: it was let in, and answered with success. Immutable.
 *
 * @param user who made it
 * @param method the HTTP method
 * @param path the path as it was sent, without the query
 * @param body the body's text, empty if there was none
 */
public record ExecutedCall(SandboxUser user, String method, String path, String body) {

    public ExecutedCall {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(body, "body");
    }
}
