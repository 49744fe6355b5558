package io.countersign.sandbox.enrolment;

import io.countersign.sandbox.model.SandboxCredential;

/** A credential as the server keeps it. */
sealed interface Enrolled permits EnrolledKey, EnrolledPasskey {

    /** Returns the credential as its user knows it. */
    SandboxCredential credential();
}
