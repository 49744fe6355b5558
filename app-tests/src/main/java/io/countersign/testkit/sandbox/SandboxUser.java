package io.countersign.testkit.sandbox;

import java.util.List;
import java.util.Objects;

/**
 * A caller that the sandbox knows. Immutable; {@code toString} hides the auth token and the keys.
 *
 * @param id the user's name within the sandbox
 * @param userKind {@code CustomerEmployee}, {@code EndUser} or {@code ServiceAccount}
 * @param authToken what goes into {@code Authorization: Bearer …}
 * @param credentials what the user signs with from the start: one {@code Key} for each {@link KeyAlgorithm}. What is
 *     registered later is in {@link Sandbox#credentialsOf(SandboxUser)}
 */
public record SandboxUser(String id, String userKind, String authToken, List<SandboxCredential> credentials) {

    public SandboxUser {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(userKind, "userKind");
        Objects.requireNonNull(authToken, "authToken");
        credentials = List.copyOf(credentials);
    }

    /** The user's key for that algorithm. */
    public SandboxCredential key(KeyAlgorithm algorithm) {
        Objects.requireNonNull(algorithm, "algorithm");
        return credentials.stream()
                .filter(credential -> credential.algorithm() == algorithm)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no " + algorithm.joseName() + " key"));
    }

    /**
     * The user's key for the algorithm of that name: {@code ES256}, {@code ES256K}, {@code EdDSA}, {@code RS256}.
     *
     * @throws IllegalArgumentException if there is no such algorithm
     */
    public SandboxCredential key(String joseName) {
        return key(KeyAlgorithm.named(joseName));
    }

    @Override
    public String toString() {
        return "SandboxUser[" + userKind + " " + id + ", " + credentials + "]";
    }
}
