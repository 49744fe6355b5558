package io.countersign.sandbox.model;

import io.countersign.domain.credential.CredentialKind;
import io.vavr.control.Option;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A credential of a sandbox user, with its private key unless only the public key was registered. Immutable,
 * thread-safe, equal by kind and id; {@code toString} hides every secret.
 */
public abstract sealed class SandboxCredential permits SandboxKey, SandboxPasswordProtectedKey, SandboxPasskey {

    private final CredentialKind kind;
    private final KeyAlgorithm algorithm;
    private final String credId;
    private final Option<Supplier<String>> privateKeyPem;

    SandboxCredential(
            CredentialKind kind, KeyAlgorithm algorithm, String credId, Option<Supplier<String>> privateKeyPem) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        this.credId = Objects.requireNonNull(credId, "credId");
        this.privateKeyPem = Objects.requireNonNull(privateKeyPem, "privateKeyPem");
    }

    /**
     * Returns the kind: {@code Key}, {@code PasswordProtectedKey} or {@code Fido2}.
     *
     * @return the kind
     */
    public final CredentialKind kind() {
        return kind;
    }

    /**
     * Returns the key's algorithm.
     *
     * @return the algorithm
     */
    public final KeyAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * Returns the API's id for this credential. It is opaque; each algorithm has ids of another style.
     *
     * @return the credential id
     */
    public final String credId() {
        return credId;
    }

    /**
     * Returns whether the sandbox has the private key.
     *
     * @return {@code false} if only the public key was registered
     */
    public final boolean hasPrivateKey() {
        return privateKeyPem.isDefined();
    }

    /**
     * Returns the private key as unencrypted PKCS#8 PEM ({@code BEGIN PRIVATE KEY}). The key is generated on first use,
     * which takes a moment with RSA.
     *
     * @return the PEM
     * @throws IllegalStateException if the sandbox does not {@linkplain #hasPrivateKey() have it}
     */
    public final String privateKeyPem() {
        return privateKeyPem.getOrElseThrow(() -> new IllegalStateException(
                "the private key of " + credId + " is with whoever registered its public key")).get();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof SandboxCredential that && kind.equals(that.kind) && credId.equals(that.credId);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(kind, credId);
    }

    @Override
    public final String toString() {
        return "SandboxCredential[" + kind + ", " + algorithm.joseName() + ", " + credId + "]";
    }
}
