package io.countersign.ports.failure;

/** Names who must act after a failure. A caller handles a failure completely with one {@code switch} over it. */
public enum Remedy {

    /** Nothing was carried out and nobody needs to act: repeat later, after {@code retryAfter()} if there is one. */
    RETRY_LATER,

    /** The action may have been carried out: find out whether it was before anything is repeated. */
    CHECK_OUTCOME_FIRST,

    /** The action waits for the approval of a policy: wait for its outcome, and do not repeat it. */
    AWAIT_APPROVAL,

    /** The user must act: enrol a factor, present an authenticator, enter a password or start again. */
    ASK_USER,

    /** An operator must act: credentials, keys, settings, an adapter, the network or the API are at fault. */
    CALL_OPERATOR,

    /**
     * The call does not fit the API, this library, or what is there already: repeating it fails in the same way.
     * Correct the calling program; after a conflict (409), look at what is there.
     */
    CORRECT_CALL
}
