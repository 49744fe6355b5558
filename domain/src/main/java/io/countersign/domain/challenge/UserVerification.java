package io.countersign.domain.challenge;

/** The extent to which an authenticator is to verify its user (WebAuthn Level 2 §5.8.6). */
public enum UserVerification {
    REQUIRED, PREFERRED, DISCOURAGED
}
