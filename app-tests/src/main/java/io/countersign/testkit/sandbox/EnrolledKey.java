package io.countersign.testkit.sandbox;

/**
 * A {@code Key} or a {@code PasswordProtectedKey}: to the server side they are alike.
 *
 * @param credential what its user has
 * @param check the public key
 */
record EnrolledKey(SandboxCredential credential, SignatureCheck check) implements Enrolled {
}
