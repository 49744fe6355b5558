package io.countersign.domain.action;

/** The steps of a user action, in their order (API reference, user action signing). */
public enum Step {
    /** Asking the API for a challenge. */
    CHALLENGE,
    /** Signing it. */
    SIGNATURE,
    /** Redeeming the signed challenge for a token. */
    REDEMPTION,
    /** Making the call. */
    EXECUTION
}
