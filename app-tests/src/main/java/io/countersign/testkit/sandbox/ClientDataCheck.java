package io.countersign.testkit.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

/**
 * Whether client data says what a key has to sign: {@code type} is {@code key.get} and {@code challenge} is the
 * challenge, verbatim. {@code origin} (a string) and {@code crossOrigin} (false) may be there, in any order, and so
 * may members that nobody knows.
 */
final class ClientDataCheck {

    private ClientDataCheck() {
    }

    /** What is wrong with it, if anything is. */
    static Option<String> objection(byte[] clientData, String challenge) {
        return StrictJson.object(clientData)
                .map(object -> objection(object, challenge))
                .getOrElse(() -> Option.some(StrictJson.RULE));
    }

    private static Option<String> objection(ObjectNode object, String challenge) {
        if (!isText(object.get("type"), "key.get")) {
            return Option.some("must have the type key.get");
        } else if (!isText(object.get("challenge"), challenge)) {
            return Option.some("must repeat the challenge verbatim");
        } else if (object.has("origin") && !object.get("origin").isTextual()) {
            return Option.some("has an origin that is no string");
        } else if (object.has("crossOrigin") && !isFalse(object.get("crossOrigin"))) {
            return Option.some("has a crossOrigin other than false");
        }
        return Option.none();
    }

    private static boolean isText(@Nullable JsonNode value, String text) {
        return value != null && value.isTextual() && value.textValue().equals(text);
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }
}
