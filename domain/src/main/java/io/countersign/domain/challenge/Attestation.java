package io.countersign.domain.challenge;

/** How much the API wants to know of an authenticator's make (WebAuthn Level 2 §5.4.7). */
public enum Attestation {
    NONE, INDIRECT, DIRECT, ENTERPRISE
}
