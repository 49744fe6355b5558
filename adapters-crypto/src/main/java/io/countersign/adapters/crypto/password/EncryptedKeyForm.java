package io.countersign.adapters.crypto.password;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** The forms of private keys under a password that a {@link PasswordKeyUnlocker} can open. */
public enum EncryptedKeyForm {
    /**
     * The WebCrypto form, version 2: AES-256-GCM, which authenticates what it encrypts, with an AES key that no other
     * form derives from the same password and salt. {@link KeyEncryption#authenticated()} writes it.
     */
    WEB_CRYPTO(true, "countersign encrypted private key, version 2: AES-256-GCM"),
    /**
     * The WebCrypto form, version 1: AES-256-GCM, with the AES key that {@link #PKCS8} derives from the same password
     * and salt. It is read for keys that were registered with it, and no longer written.
     */
    WEB_CRYPTO_1(true, null),
    /**
     * Encrypted PKCS#8 (RFC 5958 §3, PBES2): AES-256-CBC, which does not authenticate what it encrypts. Whoever can
     * alter the text can alter the key in it, so it is opened for a registered public key only. The standard fixes how
     * the AES key is derived.
     */
    PKCS8(false, null);

    private final boolean authenticated;
    private final byte @Nullable [] purpose;

    EncryptedKeyForm(boolean authenticated, @Nullable String purpose) {
        this.authenticated = authenticated;
        this.purpose = purpose == null ? null : purpose.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns true if an altered text is recognised as such before anything is done with what is in it. */
    public boolean isAuthenticated() {
        return authenticated;
    }

    /** Returns the length of the initialisation vector of AES in GCM (NIST SP 800-38D §8.2.2) or in CBC mode. */
    int ivBytes() {
        return authenticated ? 12 : 16;
    }

    /** Returns the {@code info} of HKDF; null if the key derived from the password is the AES key. */
    byte @Nullable [] purpose() {
        return purpose == null ? null : purpose.clone();
    }
}
