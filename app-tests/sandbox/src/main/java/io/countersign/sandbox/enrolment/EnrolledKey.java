package io.countersign.sandbox.enrolment;

import io.countersign.sandbox.model.SandboxCredential;

/**
 * A {@code Key} or a {@code PasswordProtectedKey} as the server keeps it: the two differ only for their user.
 *
 * @param credential the credential as its user knows it
 * @param check verifies signatures with the public key
 */
public record EnrolledKey(SandboxCredential credential, SignatureCheck check) implements Enrolled {
}
