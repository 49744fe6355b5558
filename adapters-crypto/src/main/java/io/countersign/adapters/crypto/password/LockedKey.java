package io.countersign.adapters.crypto.password;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

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

    private static final int TAG_BITS = 128;

    /** Encrypts a key. */
    static LockedKey locking(byte[] pkcs8, EncryptedKeyForm form, KeyDerivation derivation, byte[] iv, byte[] header,
            char[] password, Provider provider) throws GeneralSecurityException {
        LockedKey empty = new LockedKey(form, derivation, iv, header, new byte[0]);
        return new LockedKey(form, derivation, iv, header,
                empty.processed(Cipher.ENCRYPT_MODE, pkcs8, password, provider));
    }

    /**
     * Decrypts the key. The caller overwrites it.
     *
     * @throws BadPaddingException if the password is wrong
     */
    byte[] opened(char[] password, Provider provider) throws GeneralSecurityException {
        return processed(Cipher.DECRYPT_MODE, ciphertext, password, provider);
    }

    private byte[] processed(int mode, byte[] input, char[] password, Provider provider)
            throws GeneralSecurityException {
        byte[] key = key(password, provider);
        try {
            Cipher cipher = Cipher.getInstance(
                    form.isAuthenticated() ? "AES/GCM/NoPadding" : "AES/CBC/PKCS5Padding", provider);
            cipher.init(mode, new SecretKeySpec(key, "AES"),
                    form.isAuthenticated() ? new GCMParameterSpec(TAG_BITS, iv) : new IvParameterSpec(iv));
            if (form.isAuthenticated()) {
                cipher.updateAAD(header);
            }
            return cipher.doFinal(input);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] key(char[] password, Provider provider) throws GeneralSecurityException {
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
