package io.countersign.testkit.sandbox;

import io.countersign.domain.credential.CredentialKind;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A credential of a sandbox user, with the private key that belongs to it. Immutable, thread-safe, equal by kind and
 * id; {@code toString} hides the key.
 */
public final class SandboxCredential {

    private final CredentialKind kind;
    private final KeyAlgorithm algorithm;
    private final String credId;
    private final Supplier<String> privateKeyPem;

    SandboxCredential(CredentialKind kind, KeyAlgorithm algorithm, String credId, Supplier<String> privateKeyPem) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        this.credId = Objects.requireNonNull(credId, "credId");
        this.privateKeyPem = Objects.requireNonNull(privateKeyPem, "privateKeyPem");
    }

    /** How it signs; {@code Key} for all that the sandbox comes with. */
    public CredentialKind kind() {
        return kind;
    }

    /** The key's algorithm. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** The API's name for it: opaque, and of a different style for each algorithm. */
    public String credId() {
        return credId;
    }

    /**
     * The private key as PEM, PKCS#8 ({@code BEGIN PRIVATE KEY}), not encrypted. The key is made when it is first asked
     * for, which takes RSA a moment.
     */
    public String privateKeyPem() {
        return privateKeyPem.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SandboxCredential that && kind.equals(that.kind) && credId.equals(that.credId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, credId);
    }

    @Override
    public String toString() {
        return "SandboxCredential[" + kind + ", " + algorithm.joseName() + ", " + credId + "]";
    }
}
