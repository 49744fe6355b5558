package io.countersign.sandbox.model;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A user of the sandbox. Immutable; {@code toString} hides every secret.
 *
 * @param id the user's name within the sandbox
 * @param userKind {@code CustomerEmployee}, {@code EndUser} or {@code ServiceAccount}
 * @param authToken the bearer token
 * @param password the user's password, for a sandbox that {@linkplain
 *     io.countersign.sandbox.SandboxConfiguration#acceptingDeprecatedKinds() accepts} it
 * @param otpCode the user's one-time password, likewise: six digits, constant, so that no test has to wait
 * @param credentials the credentials that the user has from the start: one {@code Key} for each {@link KeyAlgorithm}, a
 *     {@code PasswordProtectedKey} and a {@code Fido2} passkey; {@link
 *     io.countersign.sandbox.Sandbox#credentialsOf(SandboxUser)} also returns those registered later
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

    /**
     * Returns the user's {@code Key} for an algorithm.
     *
     * @param algorithm the algorithm
     * @return the key
     */
    public SandboxKey key(KeyAlgorithm algorithm) {
        Objects.requireNonNull(algorithm, "algorithm");
        return of(SandboxKey.class)
                .filter(credential -> credential.algorithm() == algorithm)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no " + algorithm.joseName() + " key"));
    }

    /**
     * Returns the user's {@code Key} for an algorithm, by its JOSE name.
     *
     * @param joseName {@code ES256}, {@code ES256K}, {@code EdDSA} or {@code RS256}
     * @return the key
     * @throws IllegalArgumentException if there is no such algorithm
     */
    public SandboxKey key(String joseName) {
        return key(KeyAlgorithm.named(joseName));
    }

    /**
     * Returns the user's {@code PasswordProtectedKey}.
     *
     * @return the key
     */
    public SandboxPasswordProtectedKey passwordProtectedKey() {
        return of(SandboxPasswordProtectedKey.class).findFirst().orElseThrow();
    }

    /**
     * Returns the user's passkey, the first if there are several.
     *
     * @return the passkey
     */
    public SandboxPasskey passkey() {
        return passkeys().get(0);
    }

    /**
     * Returns the passkeys that the user has from the start.
     *
     * @return at least one
     */
    public List<SandboxPasskey> passkeys() {
        return of(SandboxPasskey.class).toList();
    }

    private <T extends SandboxCredential> Stream<T> of(Class<T> type) {
        return credentials.stream().filter(type::isInstance).map(type::cast);
    }

    @Override
    public String toString() {
        return "SandboxUser[" + userKind + " " + id + ", " + credentials + "]";
    }
}
