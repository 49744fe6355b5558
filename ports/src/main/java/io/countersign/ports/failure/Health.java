package io.countersign.ports.failure;

/** The state of the API and of the way to it, as a failure shows it. A circuit breaker counts it. */
public enum Health {
    /** The API did its work, if only by refusing. */
    WORKING,
    /** The API failed, or could not be reached. */
    FAILING,
    /** The API was not asked, or was not waited for. */
    UNKNOWN
}
