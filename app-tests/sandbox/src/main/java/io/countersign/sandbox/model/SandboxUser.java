package io.countersign.sandbox.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A caller that the sandbox knows. Immutable; {@code toString} hides every secret.
 *
 * @param id the user's name within the sandbox
 * @param userKind {@code CustomerEmployee}, {@code EndUser} or {@code ServiceAccount}
 * @param authToken what goes into {@code Authorization: Bearer …}
 * @param password the user's password, for a sandbox that
 *     {@linkplain io.countersign.sandbox.SandboxConfiguration#acceptingDeprecatedKinds() accepts} it
 * @param otpCode the user's one-time password, likewise: six digits, always the same, as no test wants to wait for time
 *     to pass
 * @param credentials what the user signs with from the start: one {@code Key} for each {@link KeyAlgorithm}, a
 *     {@code PasswordProtectedKey} and a {@code Fido2} passkey. What is registered later is in
 *     {@link io.countersign.sandbox.Sandbox#credentialsOf(SandboxUser)}
 */
public record SandboxUser(String id, String userKind, String authToken, String password, String otpCode,
        List<SandboxCredential> credentials) {

    public SandboxUser {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(userKind, "userKind");
        Objects.requireNonNull(authToken, "authToken");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(otpCode, "otpCode");
        credentials = List.copyOf(credentials);
    }

    /** The user's key for that algorithm. */
    public SandboxKey key(KeyAlgorithm algorithm) {
        Objects.requireNonNull(algorithm, "algorithm");
        return of(SandboxKey.class)
                .filter(credential -> credential.algorithm() == algorithm)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no " + algorithm.joseName() + " key"));
    }

    /**
     * The user's key for the algorithm of that name: {@code ES256}, {@code ES256K}, {@code EdDSA}, {@code RS256}.
     *
     * @throws IllegalArgumentException if there is no such algorithm
     */
    public SandboxKey key(String joseName) {
        return key(KeyAlgorithm.named(joseName));
    }

    /** The user's private key that the API keeps, encrypted. */
    public SandboxPasswordProtectedKey passwordProtectedKey() {
        return of(SandboxPasswordProtectedKey.class).findFirst().orElseThrow();
    }

    /** The user's passkey. */
    public SandboxPasskey passkey() {
        return of(SandboxPasskey.class).findFirst().orElseThrow();
    }

    private <T extends SandboxCredential> Stream<T> of(Class<T> type) {
        return credentials.stream().filter(type::isInstance).map(type::cast);
    }

    @Override
    public String toString() {
        return "SandboxUser[" + userKind + " " + id + ", " + credentials + "]";
    }
}
