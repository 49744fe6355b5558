package io.countersign.sandbox.enrolment;

import io.countersign.domain.challenge.UserVerification;
import io.vavr.collection.List;

import java.util.Locale;

/**
 * What the sandbox asks of a passkey, as a relying party (WebAuthn Level 2 §7.2).
 *
 * @param rpId who the relying party is
 * @param origins where its pages may come from; at least one
 * @param userVerification whether the authenticator must have verified its user
 */
public record WebAuthnPolicy(String rpId, List<String> origins, UserVerification userVerification) {

    public static final String RP_ID = "localhost";

    public boolean requiresUserVerification() {
        return userVerification == UserVerification.REQUIRED;
    }

    /** As a challenge says it. */
    public String userVerificationOnTheWire() {
        return userVerification.name().toLowerCase(Locale.ROOT);
    }
}
