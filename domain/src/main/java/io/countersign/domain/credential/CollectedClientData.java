package io.countersign.domain.credential;

import io.countersign.domain.OneLine;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * The client data that a browser or authenticator made (WebAuthn Level 2 §5.8.1): the bytes it signed, and what they
 * say. Whoever builds this value has read the members out of those very bytes: what is checked is the members, what is
 * signed is the bytes, so members taken from anywhere else make the check worthless.
 *
 * @param json the bytes exactly as they were signed
 * @param type {@code webauthn.get} for an assertion
 * @param challenge the challenge as it stands in the client data
 * @param origin where the user signed
 * @param crossOrigin whether it happened in a frame of another origin, if that is said
 */
public record CollectedClientData(
        Octets json, String type, String challenge, Option<String> origin, Option<Boolean> crossOrigin) {

    /** The type of client data that an authenticator signs for an assertion. */
    public static final String WEBAUTHN_GET = "webauthn.get";

    public CollectedClientData {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(challenge, "challenge");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(crossOrigin, "crossOrigin");
    }

    /**
     * Whether this answers that challenge. Browser clients hand its UTF-8 bytes to WebAuthn, which writes them as
     * base64url; the API reference shows the text itself. Both count.
     */
    public boolean repeats(String expectedChallenge) {
        return challenge.equals(expectedChallenge)
                || StandardCharsets.UTF_8.newEncoder().canEncode(expectedChallenge) && challenge.equals(Base64.getUrlEncoder().withoutPadding()
                        .encodeToString(expectedChallenge.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return "CollectedClientData[json=" + json + ", type=" + OneLine.of(type)
                + ", challenge=" + OneLine.of(challenge) + ", origin=" + origin.map(OneLine::of)
                + ", crossOrigin=" + crossOrigin + "]";
    }
}
