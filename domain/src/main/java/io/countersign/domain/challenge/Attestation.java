package io.countersign.domain.challenge;

/** The attestation that the API asks authenticators for (WebAuthn Level 2 §5.4.7). */
public enum Attestation {
    NONE, INDIRECT, DIRECT, ENTERPRISE
}
