package io.countersign.sandbox.enrolment;

import io.countersign.domain.challenge.UserVerification;
import io.vavr.collection.List;

import java.util.Locale;

/**
 * The sandbox's requirements for a passkey, as a relying party (WebAuthn Level 2 §7.2).
 *
 * @param rpId the relying party id
 * @param origins the accepted origins; at least one
 * @param userVerification the user verification that challenges ask for
 */
public record WebAuthnPolicy(String rpId, List<String> origins, UserVerification userVerification) {

    public static final String RP_ID = "localhost";

    public boolean requiresUserVerification() {
        return userVerification == UserVerification.REQUIRED;
    }

    /** Returns the user verification as a challenge writes it. */
    public String userVerificationOnTheWire() {
        return userVerification.name().toLowerCase(Locale.ROOT);
    }
}
