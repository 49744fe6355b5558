package io.countersign.testkit.sandbox;

/** A credential as the server side knows it. */
sealed interface Enrolled permits EnrolledKey, EnrolledPasskey {

    /** What its user has. */
    SandboxCredential credential();
}
