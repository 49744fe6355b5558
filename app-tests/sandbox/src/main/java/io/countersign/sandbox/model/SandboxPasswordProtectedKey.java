package io.countersign.sandbox.model;

import io.countersign.domain.credential.CredentialKind;
import io.vavr.control.Option;

import java.util.function.Supplier;

/**
 * A {@code PasswordProtectedKey} credential: the API keeps the private key, encrypted with a password that only its
 * user knows. Immutable, thread-safe.
 */
public final class SandboxPasswordProtectedKey extends SandboxCredential {

    private final Option<String> password;
    private final Supplier<String> encryptedPrivateKey;
    private final Supplier<String> publicKeyPem;

    private SandboxPasswordProtectedKey(KeyAlgorithm algorithm, String credId, Option<Supplier<String>> privateKeyPem,
            Option<String> password, Supplier<String> encryptedPrivateKey, Supplier<String> publicKeyPem) {
        super(CredentialKind.PASSWORD_PROTECTED_KEY, algorithm, credId, privateKeyPem);
        this.password = password;
        this.encryptedPrivateKey = encryptedPrivateKey;
        this.publicKeyPem = publicKeyPem;
    }

    public static SandboxPasswordProtectedKey seeded(KeyAlgorithm algorithm, String credId,
            Supplier<String> privateKeyPem,
            String password, Supplier<String> encryptedPrivateKey, Supplier<String> publicKeyPem) {
        return new SandboxPasswordProtectedKey(algorithm, credId, Option.some(privateKeyPem), Option.some(password),
                encryptedPrivateKey, publicKeyPem);
    }

    public static SandboxPasswordProtectedKey registered(
            KeyAlgorithm algorithm, String credId, String encryptedPrivateKey, String publicKeyPem) {
        return new SandboxPasswordProtectedKey(algorithm, credId, Option.none(), Option.none(),
                () -> encryptedPrivateKey, () -> publicKeyPem);
    }

    /**
     * Returns the password of the {@linkplain #encryptedPrivateKey() encrypted private key}.
     *
     * @return the password
     * @throws IllegalStateException if the sandbox does not know it, because the key was registered
     */
    public String password() {
        return password.getOrElseThrow(() -> new IllegalStateException(
                "the password of " + credId() + " is with whoever registered its public key"));
    }

    /**
     * Returns the encrypted private key that every challenge carries for this credential. For a credential that exists
     * from the start it is encrypted PKCS#8 (PBES2: PBKDF2-HMAC-SHA256 and AES-256-CBC) as PEM; for a registered one it
     * is the text given at registration.
     *
     * @return the encrypted key
     */
    public String encryptedPrivateKey() {
        return encryptedPrivateKey.get();
    }

    /** Returns the public key that is registered for this credential, as PEM ({@code BEGIN PUBLIC KEY}). */
    public String publicKeyPem() {
        return publicKeyPem.get();
    }
}
