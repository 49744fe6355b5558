package io.countersign.sandbox.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.http.Answer;
import io.countersign.sandbox.http.ReceivedCall;

import java.util.regex.Pattern;

/** Answers every path without a resource of its own, by describing the request. */
final class EchoResource {

    private static final Pattern SECRET = Pattern.compile("auth|cookie|key|secret|token|useraction");

    private EchoResource() {
    }

    /** Returns method, path, query (if there was one), body, and the headers that cannot hold a secret. */
    static Answer answer(ReceivedCall call) {
        ObjectNode echo = JsonNodeFactory.instance.objectNode()
                .put("method", call.method())
                .put("path", call.path());
        call.query().forEach(query -> echo.put("query", query));
        echo.put("body", call.bodyText());
        ObjectNode headers = echo.putObject("headers");
        call.headers().forEach((name, values) -> {
            if (!SECRET.matcher(name).find()) {
                ArrayNode all = headers.putArray(name);
                values.forEach(all::add);
            }
        });
        return Answer.ok(echo);
    }
}
