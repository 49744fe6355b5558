package io.countersign.sandbox.model;

import io.countersign.domain.credential.CredentialKind;
import io.vavr.control.Option;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A credential of a sandbox user, with the private key that belongs to it, unless only the public one was registered.
 * Immutable, thread-safe, equal by kind and id; {@code toString} hides every secret.
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

    /** How it signs: {@code Key}, {@code PasswordProtectedKey} or {@code Fido2}. */
    public final CredentialKind kind() {
        return kind;
    }

    /** The key's algorithm. */
    public final KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** The API's name for it: opaque, and of a different style for each algorithm. */
    public final String credId() {
        return credId;
    }

    /** Whether the sandbox has its private key: not if only the public one was registered. */
    public final boolean hasPrivateKey() {
        return privateKeyPem.isDefined();
    }

    /**
     * The private key as PEM, PKCS#8 ({@code BEGIN PRIVATE KEY}), not encrypted. The key is made when it is first asked
     * for, which takes RSA a moment.
     *
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
