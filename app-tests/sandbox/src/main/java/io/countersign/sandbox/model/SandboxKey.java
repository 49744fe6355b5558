package io.countersign.sandbox.model;

import io.countersign.domain.credential.CredentialKind;
import io.vavr.control.Option;

import java.util.function.Supplier;

/** A {@code Key} credential, whose private key its user holds. Immutable, thread-safe. */
public final class SandboxKey extends SandboxCredential {

    private final Option<String> registeredFrom;

    private SandboxKey(KeyAlgorithm algorithm, String credId, Option<Supplier<String>> privateKeyPem,
            Option<String> registeredFrom) {
        super(CredentialKind.KEY, algorithm, credId, privateKeyPem);
        this.registeredFrom = registeredFrom;
    }

    /**
     * Returns a key that the sandbox generates when it is first used.
     *
     * @param algorithm the algorithm
     * @param credId the credential id
     * @param privateKeyPem supplies the private key
     * @return the key
     */
    public static SandboxKey seeded(KeyAlgorithm algorithm, String credId, Supplier<String> privateKeyPem) {
        return new SandboxKey(algorithm, credId, Option.some(privateKeyPem), Option.none());
    }

    /**
     * Returns a key of which the sandbox has the public half only.
     *
     * @param algorithm the algorithm
     * @param credId the credential id
     * @param registeredFrom where it came from, if known
     * @return the key
     */
    public static SandboxKey registered(KeyAlgorithm algorithm, String credId, Option<String> registeredFrom) {
        return new SandboxKey(algorithm, credId, Option.none(), registeredFrom);
    }

    /**
     * Returns where the public key came from.
     *
     * @return the note given at registration, or none
     */
    public Option<String> registeredFrom() {
        return registeredFrom;
    }
}
