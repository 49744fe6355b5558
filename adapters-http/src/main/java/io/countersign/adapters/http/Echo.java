package io.countersign.adapters.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.countersign.adapters.http.wire.WireJson;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

/**
 * Finds secrets that were sent and come back in an answer. What an answer names (credentials, a relying party) stands
 * in messages and logs, so a server that repeats a secret as a name would have it shown there.
 */
final class Echo {

    /** Shorter texts occur in any answer by chance, and are no secrets that anybody should have. */
    private static final int SHORTEST_SECRET = 8;

    private Echo() {
    }

    /** Returns whether one of those secrets stands in a text of that message. */
    static boolean isIn(Object message, Seq<String> secrets) {
        Seq<String> lookedFor = secrets.filter(secret -> secret.length() >= SHORTEST_SECRET);
        return !lookedFor.isEmpty() && isInTextsOf(WireJson.mapper().valueToTree(message), lookedFor);
    }

    private static boolean isInTextsOf(JsonNode node, Seq<String> secrets) {
        return node.isTextual()
                ? secrets.exists(node.textValue()::contains)
                : List.ofAll(node).exists(part -> isInTextsOf(part, secrets));
    }
}
