package io.countersign.domain.credential;

import io.countersign.domain.OneLine;
import io.vavr.collection.Set;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * Client data: the JSON object that a {@code Key}, {@code PasswordProtectedKey} or {@code Fido2} credential signs. It
 * repeats the challenge (WebAuthn Level 2 §5.8.1, {@code CollectedClientData}).
 *
 * <p>Holds the exact bytes that are signed and sent, together with the members read from them. Client data written here
 * has its members in a fixed order and no white space; client data written by a browser or another client may have any
 * order, white space and further members.
 *
 * <p>The members are checked, but the bytes are signed. Code that calls the constructor must have read the members from
 * those very bytes.
 *
 * @param json the UTF-8 bytes that are signed and sent, never changed
 * @param type {@link #KEY_GET} for a key, {@link #WEBAUTHN_GET} for a passkey
 * @param challenge the challenge as it stands in the client data
 * @param origin the origin at which the user signed, if it is given
 * @param crossOrigin true if the user signed in a frame of another origin, if it is given
 */
public record ClientData(
        Octets json, String type, String challenge, Option<String> origin, Option<Boolean> crossOrigin) {

    /** The type of client data that a key signs. */
    public static final String KEY_GET = "key.get";

    /** The type of client data that a passkey signs for an assertion. */
    public static final String WEBAUTHN_GET = "webauthn.get";

    public ClientData {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(challenge, "challenge");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(crossOrigin, "crossOrigin");
    }

    /**
     * Writes client data with the given members, in the order of the parameters.
     *
     * @param type the type
     * @param challenge the challenge as it is to stand in the client data
     * @param origin the origin, left out if absent
     * @param crossOrigin whether it is a frame of another origin, left out if absent
     * @return the members and their JSON
     */
    public static ClientData create(
            String type, String challenge, Option<String> origin, Option<Boolean> crossOrigin) {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(crossOrigin, "crossOrigin");
        StringBuilder json = new StringBuilder().append("{\"type\":");
        JsonText.append(json, Objects.requireNonNull(type, "type"));
        JsonText.append(json.append(",\"challenge\":"), Objects.requireNonNull(challenge, "challenge"));
        origin.forEach(text -> JsonText.append(json.append(",\"origin\":"), text));
        crossOrigin.forEach(flag -> json.append(",\"crossOrigin\":").append(flag.booleanValue()));
        return new ClientData(Octets.of(json.append('}').toString().getBytes(StandardCharsets.UTF_8)),
                type, challenge, origin, crossOrigin);
    }

    /**
     * Writes what a key signs to answer a challenge: {@code {"type":"key.get","challenge":…}}.
     *
     * @param challenge the challenge's text, repeated verbatim
     */
    public static ClientData keyGet(String challenge) {
        return create(KEY_GET, challenge, Option.none(), Option.none());
    }

    boolean isKeyGetFor(String expectedChallenge) {
        return type.equals(KEY_GET) && challenge.equals(expectedChallenge);
    }

    /**
     * Browser clients pass the challenge's UTF-8 bytes to WebAuthn, which writes them as base64url; the API reference
     * shows the text itself. Both count. A text that UTF-8 cannot carry has no bytes, and is not compared by them.
     */
    boolean isWebAuthnGetFor(String expectedChallenge) {
        return type.equals(WEBAUTHN_GET) && (challenge.equals(expectedChallenge)
                || StandardCharsets.UTF_8.newEncoder().canEncode(expectedChallenge)
                        && challenge.equals(Base64.getUrlEncoder().withoutPadding()
                                .encodeToString(expectedChallenge.getBytes(StandardCharsets.UTF_8))));
    }

    /** Returns false if an origin is given that is not among those; true where there are none. */
    boolean namesNoneBut(Set<String> origins) {
        return origins.isEmpty() || origin.forAll(origins::contains);
    }

    /**
     * Returns true if an origin is given that is among those, and the user did not sign in a frame of another origin;
     * true where there are none.
     */
    boolean namesOneOf(Set<String> origins) {
        return origins.isEmpty() || origin.exists(origins::contains) && !crossOrigin.getOrElse(false);
    }

    /** Returns the members in one line. */
    @Override
    public String toString() {
        return "ClientData[json=" + json + ", type=" + OneLine.of(type) + ", challenge=" + OneLine.of(challenge)
                + ", origin=" + origin.map(OneLine::of) + ", crossOrigin=" + crossOrigin + "]";
    }
}
