package io.countersign.testkit.sandbox;

/**
 * A credential as the server side knows it.
 *
 * @param credential what its user has
 * @param check the public key
 */
record EnrolledCredential(SandboxCredential credential, SignatureCheck check) {
}
