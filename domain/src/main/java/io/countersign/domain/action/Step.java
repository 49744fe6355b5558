package io.countersign.domain.action;

/** The steps of a user action, in their order (API reference, user action signing). */
public enum Step {
    /** Requesting a challenge from the API. */
    CHALLENGE,
    /** Signing the challenge. */
    SIGNATURE,
    /** Redeeming the signed challenge for a token. */
    REDEMPTION,
    /** Executing the call. */
    EXECUTION
}
