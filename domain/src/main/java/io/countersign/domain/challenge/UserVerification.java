package io.countersign.domain.challenge;

/** How much the API wants an authenticator to verify its user (WebAuthn Level 2 §5.8.6). */
public enum UserVerification {
    REQUIRED, PREFERRED, DISCOURAGED
}
