package io.countersign.ports.outbound;

import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.HttpMethod;
import io.countersign.domain.action.UserAction;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * Which user action an event is about. Without its payload, which may be confidential.
 *
 * @param method the call's method
 * @param path where it goes; of many values, and so nothing to count by
 * @param correlationId the caller's own name for it, if it has one
 */
public record ActionDescription(HttpMethod method, ActionPath path, Option<CorrelationId> correlationId) {

    public ActionDescription {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(correlationId, "correlationId");
    }

    /** What is told of that action. */
    public static ActionDescription of(UserAction action) {
        return new ActionDescription(action.method(), action.path(), action.correlationId());
    }
}
