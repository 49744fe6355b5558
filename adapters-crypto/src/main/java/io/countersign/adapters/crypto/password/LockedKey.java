package io.countersign.adapters.crypto.password;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;

/**
 * A private key (PKCS#8, DER) under a password, taken apart.
 *
 * @param header what is authenticated beside the key, where the form does
 * @param ciphertext the encrypted key, with its tag where the form has one
 */
record LockedKey(EncryptedKeyForm form, KeyDerivation derivation, byte[] iv, byte[] header, byte[] ciphertext) {

    /**
     * Returns the key in the clear, to be wiped by the caller.
     *
     * @throws BadPaddingException if it does not open
     */
    byte[] opened(char[] password, Provider provider) throws GeneralSecurityException {
        byte[] key = key(form, derivation, password, provider);
        try {
            return form.mode().cipher(Cipher.DECRYPT_MODE, key, iv, header, provider).doFinal(ciphertext);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Returns that key, locked. */
    static LockedKey locking(byte[] pkcs8, EncryptedKeyForm form, KeyDerivation derivation, byte[] iv, byte[] header,
            char[] password, Provider provider) throws GeneralSecurityException {
        byte[] key = key(form, derivation, password, provider);
        try {
            byte[] ciphertext = form.mode().cipher(Cipher.ENCRYPT_MODE, key, iv, header, provider).doFinal(pkcs8);
            return new LockedKey(form, derivation, iv, header, ciphertext);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] key(EncryptedKeyForm form, KeyDerivation derivation, char[] password, Provider provider)
            throws GeneralSecurityException {
        byte[] derived = InterruptibleDerivation.key(derivation, password, provider);
        byte[] purpose = form.purpose();
        if (purpose == null) {
            return derived;
        }
        try {
            return Hkdf.key(derived, purpose, provider);
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }
}
