package io.countersign.sandbox.enrolment;

import io.countersign.sandbox.model.SandboxCredential;

/**
 * A {@code Key} or a {@code PasswordProtectedKey}: to the server side they are alike.
 *
 * @param credential what its user has
 * @param check the public key
 */
public record EnrolledKey(SandboxCredential credential, SignatureCheck check) implements Enrolled {
}
