package io.countersign.adapters.crypto.password;

import org.bouncycastle.jcajce.spec.ScryptKeySpec;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.KeySpec;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.security.auth.DestroyFailedException;

/** A derivation of 256 bits from a password, made by the {@link KeyDerivationLimits}. */
interface KeyDerivation {

    int KEY_BITS = 256;

    /** Derives 32 bytes from a password in UTF-8. The caller overwrites both. */
    byte[] key(char[] password, Provider provider) throws GeneralSecurityException;

    /** Returns true if this takes some milliseconds at most, and so needs no thread of its own. */
    default boolean isQuick() {
        return true;
    }

    /** PBKDF2 with HMAC-SHA256 (RFC 8018 §5.2). */
    record Pbkdf2(int iterations, byte[] salt) implements KeyDerivation {

        private static final int MOST_QUICK_ITERATIONS = 10_000;

        @Override
        public boolean isQuick() {
            return iterations <= MOST_QUICK_ITERATIONS;
        }

        @Override
        public byte[] key(char[] password, Provider provider) throws GeneralSecurityException {
            PBEKeySpec parameters = new PBEKeySpec(password, salt, iterations, KEY_BITS);
            try {
                return derived("PBKDF2WithHmacSHA256", parameters, provider);
            } finally {
                parameters.clearPassword();
            }
        }
    }

    /** Scrypt (RFC 7914). */
    record Scrypt(int n, int r, int p, byte[] salt) implements KeyDerivation {

        private static final long MOST_QUICK_BYTES = 2L * 1024 * 1024;

        /** Returns true if the work is small. Waiting for memory is interruptible in any case. */
        @Override
        public boolean isQuick() {
            return 128L * n * r * p <= MOST_QUICK_BYTES;
        }

        @Override
        public byte[] key(char[] password, Provider provider) throws GeneralSecurityException {
            return ScryptMemory.within(128L * n * r,
                    () -> derived("SCRYPT", new ScryptKeySpec(password, salt, n, r, p, KEY_BITS), provider));
        }
    }

    private static byte[] derived(String algorithm, KeySpec parameters, Provider provider)
            throws GeneralSecurityException {
        SecretKey key = SecretKeyFactory.getInstance(algorithm, provider).generateSecret(parameters);
        byte[] encoded = key.getEncoded();
        try {
            return encoded.clone();
        } finally {
            Arrays.fill(encoded, (byte) 0);
            destroyed(key);
        }
    }

    private static void destroyed(SecretKey key) {
        try {
            key.destroy();
        } catch (DestroyFailedException | RuntimeException cannotBeDestroyed) {
            // Its bytes are the provider's, and left to the garbage collector.
        }
    }
}
