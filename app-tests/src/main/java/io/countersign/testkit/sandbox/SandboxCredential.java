package io.countersign.testkit.sandbox;

import io.countersign.domain.credential.CredentialKind;

import java.util.Objects;

/**
 * A credential of a sandbox user, with the private key that belongs to it. Immutable; {@code toString} hides the key.
 *
 * @param kind how it signs; {@code Key} for all that the sandbox comes with
 * @param algorithm the key's algorithm
 * @param credId the API's name for it: opaque, and of a different style for each algorithm
 * @param privateKeyPem the private key as PEM, PKCS#8 ({@code BEGIN PRIVATE KEY}), not encrypted
 */
public record SandboxCredential(CredentialKind kind, KeyAlgorithm algorithm, String credId, String privateKeyPem) {

    public SandboxCredential {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(credId, "credId");
        Objects.requireNonNull(privateKeyPem, "privateKeyPem");
    }

    @Override
    public String toString() {
        return "SandboxCredential[" + kind + ", " + algorithm.joseName() + ", " + credId + "]";
    }
}
