package io.countersign.sandbox.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.sandbox.http.Base64Url;
import io.countersign.sandbox.http.StrictJson;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * Checks type and challenge of client data. {@code origin} (a string), {@code crossOrigin} (false) and unknown members
 * are allowed, in any order.
 *
 * @param type the expected type
 * @param challenges the accepted encodings of the challenge
 * @param origins for client data from a browser, the origins of which one must be there
 */
public record ClientDataCheck(String type, List<String> challenges, Option<List<String>> origins) {

    /** Returns the check for a key, which signs the challenge verbatim. */
    static ClientDataCheck ofKey(String challenge) {
        return new ClientDataCheck("key.get", List.of(challenge), Option.none());
    }

    /**
     * Returns the check for a passkey: the challenge is base64url of its UTF-8 bytes, as browsers write it, or
     * verbatim.
     */
    static ClientDataCheck ofPasskey(String challenge, List<String> origins) {
        return new ClientDataCheck("webauthn.get",
                List.of(Base64Url.of(challenge.getBytes(StandardCharsets.UTF_8)), challenge), Option.some(origins));
    }

    /** Returns the check for a passkey that is being made, whose browser writes the challenge in base64url. */
    public static ClientDataCheck ofNewPasskey(String challenge, List<String> origins) {
        return new ClientDataCheck("webauthn.create", ofPasskey(challenge, origins).challenges(), Option.some(origins));
    }

    /** Returns what is wrong with the client data, if anything. */
    public Option<String> objection(byte[] clientData) {
        return StrictJson.object(clientData)
                .map(this::objection)
                .getOrElse(() -> Option.some(StrictJson.RULE));
    }

    private Option<String> objection(ObjectNode object) {
        if (!isOneOf(object.get("type"), List.of(type))) {
            return Option.some("must have the type " + type);
        } else if (!isOneOf(object.get("challenge"), challenges)) {
            return Option.some(challenges.size() == 1
                    ? "must repeat the challenge verbatim"
                    : "must repeat the challenge, in base64url or verbatim");
        } else if (object.has("origin") && !object.get("origin").isTextual()) {
            return Option.some("has an origin that is no string");
        } else if (origins.exists(allowed -> !isOneOf(object.get("origin"), allowed))) {
            return Option.some("must have an origin that is accepted here: " + origins.get().mkString(", "));
        } else if (object.has("crossOrigin") && !isFalse(object.get("crossOrigin"))) {
            return Option.some("has a crossOrigin other than false");
        }
        return Option.none();
    }

    private static boolean isOneOf(@Nullable JsonNode value, List<String> texts) {
        return value != null && value.isTextual() && texts.contains(value.textValue());
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }
}
