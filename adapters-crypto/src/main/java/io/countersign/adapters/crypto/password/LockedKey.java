package io.countersign.adapters.crypto.password;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;

/**
 * The parts of a private key (PKCS#8, DER) that is encrypted with a password.
 *
 * @param form its form
 * @param derivation the derivation of its key
 * @param iv its initialisation vector
 * @param header the bytes that are authenticated beside the key, if the form has such
 * @param ciphertext the encrypted key, with its tag if the form has one
 */
record LockedKey(EncryptedKeyForm form, KeyDerivation derivation, byte[] iv, byte[] header, byte[] ciphertext) {

    /**
     * Decrypts the key. The caller overwrites it.
     *
     * @throws BadPaddingException if the password is wrong
     */
    byte[] opened(char[] password, Provider provider) throws GeneralSecurityException {
        byte[] key = key(form, derivation, password, provider);
        try {
            return form.mode().cipher(Cipher.DECRYPT_MODE, key, iv, header, provider).doFinal(ciphertext);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Encrypts a key. */
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
