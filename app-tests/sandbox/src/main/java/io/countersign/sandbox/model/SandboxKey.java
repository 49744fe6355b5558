package io.countersign.sandbox.model;

import io.countersign.domain.credential.CredentialKind;
import io.vavr.control.Option;

import java.util.function.Supplier;

/** A {@code Key}: its user holds the private key. Immutable, thread-safe. */
public final class SandboxKey extends SandboxCredential {

    private final Option<String> registeredFrom;

    private SandboxKey(KeyAlgorithm algorithm, String credId, Option<Supplier<String>> privateKeyPem,
            Option<String> registeredFrom) {
        super(CredentialKind.KEY, algorithm, credId, privateKeyPem);
        this.registeredFrom = registeredFrom;
    }

    public static SandboxKey seeded(KeyAlgorithm algorithm, String credId, Supplier<String> privateKeyPem) {
        return new SandboxKey(algorithm, credId, Option.some(privateKeyPem), Option.none());
    }

    public static SandboxKey registered(KeyAlgorithm algorithm, String credId, Option<String> registeredFrom) {
        return new SandboxKey(algorithm, credId, Option.none(), registeredFrom);
    }

    /** Where its public key came from, if it was registered with a word about that. */
    public Option<String> registeredFrom() {
        return registeredFrom;
    }
}
