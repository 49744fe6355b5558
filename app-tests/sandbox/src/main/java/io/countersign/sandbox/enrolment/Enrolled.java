package io.countersign.sandbox.enrolment;

import io.countersign.sandbox.model.SandboxCredential;

/** A credential as the server side knows it. */
sealed interface Enrolled permits EnrolledKey, EnrolledPasskey {

    /** What its user has. */
    SandboxCredential credential();
}
