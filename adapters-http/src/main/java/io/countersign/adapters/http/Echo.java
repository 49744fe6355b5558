package io.countersign.adapters.http;

import io.countersign.adapters.http.wire.WireJson;
import io.vavr.collection.Seq;

/**
 * Finds secrets that were sent and are repeated in an answer. Names in an answer (credentials, a relying party) appear
 * in messages and logs, so a server could have a secret shown there by repeating it as a name.
 */
final class Echo {

    /** Shorter texts occur in answers by chance. */
    private static final int SHORTEST_SECRET = 8;

    private Echo() {
    }

    /** Returns whether a text of a message contains one of the secrets. */
    static boolean isIn(Object message, Seq<String> secrets) {
        Seq<String> lookedFor = secrets.filter(secret -> secret.length() >= SHORTEST_SECRET);
        if (lookedFor.isEmpty()) {
            return false;
        }
        String written = WireJson.written(message);
        // As quotes in texts are escaped, what is found lies within one text.
        return lookedFor.map(WireJson::written).exists(text -> written.contains(text.substring(1, text.length() - 1)));
    }
}
