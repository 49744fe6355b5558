package io.countersign.sandbox.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the API's error envelope: {@code {"error": {"id", "status", "message", "details"}}}. */
public final class ErrorEnvelope {

    private ErrorEnvelope() {
    }

    public static Answer of(Refusal refusal) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        ObjectNode error = envelope.putObject("error")
                .put("id", RandomText.named("err-"))
                .put("status", refusal.status())
                .put("message", refusal.message());
        if (!refusal.faults().isEmpty()) {
            ArrayNode details = error.putArray("details");
            refusal.faults().forEach(fault ->
                    details.addObject().put("field", fault.field()).put("message", fault.message()));
        }
        return new Answer(refusal.status(), envelope, refusal.headers());
    }
}
