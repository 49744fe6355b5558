package io.countersign.testkit.sandbox;

import io.countersign.domain.credential.CredentialKind;
import io.vavr.control.Option;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A credential of a sandbox user, with the private key that belongs to it, unless only the public one was
 * {@linkplain Sandbox#register(SandboxUser, String) registered}. Immutable, thread-safe, equal by kind and id;
 * {@code toString} hides the key.
 */
public final class SandboxCredential {

    private final CredentialKind kind;
    private final KeyAlgorithm algorithm;
    private final String credId;
    private final Option<Supplier<String>> privateKeyPem;
    private final Option<String> registeredFrom;

    private SandboxCredential(CredentialKind kind, KeyAlgorithm algorithm, String credId,
            Option<Supplier<String>> privateKeyPem, Option<String> registeredFrom) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        this.credId = Objects.requireNonNull(credId, "credId");
        this.privateKeyPem = privateKeyPem;
        this.registeredFrom = registeredFrom;
    }

    static SandboxCredential seeded(
            CredentialKind kind, KeyAlgorithm algorithm, String credId, Supplier<String> privateKeyPem) {
        return new SandboxCredential(kind, algorithm, credId, Option.some(privateKeyPem), Option.none());
    }

    static SandboxCredential registered(
            CredentialKind kind, KeyAlgorithm algorithm, String credId, Option<String> registeredFrom) {
        return new SandboxCredential(kind, algorithm, credId, Option.none(), registeredFrom);
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

    /** Whether the sandbox has its private key: not if only the public one was registered. */
    public boolean hasPrivateKey() {
        return privateKeyPem.isDefined();
    }

    /**
     * The private key as PEM, PKCS#8 ({@code BEGIN PRIVATE KEY}), not encrypted. The key is made when it is first asked
     * for, which takes RSA a moment.
     *
     * @throws IllegalStateException if the sandbox does not {@linkplain #hasPrivateKey() have it}
     */
    public String privateKeyPem() {
        return privateKeyPem.getOrElseThrow(() -> new IllegalStateException(
                "the private key of " + credId + " is with whoever registered its public key")).get();
    }

    /** Where its public key came from, if it was registered with a word about that. */
    public Option<String> registeredFrom() {
        return registeredFrom;
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
