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

    /** The type of client data that a new passkey is registered with. */
    public static final String WEBAUTHN_CREATE = "webauthn.create";

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
     * Returns true if this is client data of that type for a challenge, as a browser writes it. Browser clients pass
     * the challenge's UTF-8 bytes to WebAuthn, which writes them as base64url; the API reference shows the text itself.
     * Both count. A text that UTF-8 cannot carry has no bytes, and is not compared by them.
     *
     * @param expectedType {@link #WEBAUTHN_GET} or {@link #WEBAUTHN_CREATE}
     * @param expectedChallenge the challenge's text
     */
    public boolean isOfPasskey(String expectedType, String expectedChallenge) {
        return type.equals(expectedType) && (challenge.equals(expectedChallenge)
                || StandardCharsets.UTF_8.newEncoder().canEncode(expectedChallenge)
                        && challenge.equals(Base64.getUrlEncoder().withoutPadding()
                                .encodeToString(expectedChallenge.getBytes(StandardCharsets.UTF_8))));
    }

    /** Returns what is wrong with the origin: a key need not name one, but no other than those, if there are any. */
    Option<String> objectionToOriginOfKey(Set<String> origins) {
        return Option.when(!origins.isEmpty() && !origin.forAll(origins::contains), () -> notAmong(origins));
    }

    /**
     * Returns why the user did not sign in a page of one of those origins, outside of any frame of another one; none if
     * there are no origins.
     *
     * @param origins origins as browsers write them; empty for any
     */
    public Option<String> objectionToOriginOfPasskey(Set<String> origins) {
        if (Objects.requireNonNull(origins, "origins").isEmpty()) {
            return Option.none();
        } else if (!origin.exists(origins::contains)) {
            return Option.some(notAmong(origins));
        }
        return Option.when(crossOrigin.getOrElse(false), "was signed in a frame of another origin (crossOrigin, "
                + "topOrigin), which is not allowed; sign in a page of its own");
    }

    private static String notAmong(Set<String> origins) {
        return "was signed at an origin that is not among those allowed: "
                + OneLine.ofAll(origins.toSortedSet().toList(), "none");
    }

    /** Returns the members in one line. */
    @Override
    public String toString() {
        return "ClientData[json=" + json + ", type=" + OneLine.of(type) + ", challenge=" + OneLine.of(challenge)
                + ", origin=" + origin.map(OneLine::of) + ", crossOrigin=" + crossOrigin + "]";
    }
}
