package io.countersign.adapters.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;

/**
 * A private key (PKCS#8, DER) under a password, taken apart.
 *
 * @param header what is authenticated beside the key, where the mode does
 * @param ciphertext the encrypted key, with its tag where the mode has one
 */
record LockedKey(KeyDerivation derivation, AesMode mode, byte[] iv, byte[] header, byte[] ciphertext) {

    /** The key in the clear, to be wiped by the caller; throws {@link BadPaddingException} if it does not open. */
    byte[] opened(char[] password, Provider provider) throws GeneralSecurityException {
        byte[] key = derivation.key(password, provider);
        try {
            return mode.cipher(Cipher.DECRYPT_MODE, key, iv, header, provider).doFinal(ciphertext);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** That key, locked. */
    static LockedKey locking(byte[] pkcs8, KeyDerivation derivation, AesMode mode, byte[] iv, byte[] header,
            char[] password, Provider provider) throws GeneralSecurityException {
        byte[] key = derivation.key(password, provider);
        try {
            byte[] ciphertext = mode.cipher(Cipher.ENCRYPT_MODE, key, iv, header, provider).doFinal(pkcs8);
            return new LockedKey(derivation, mode, iv, header, ciphertext);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
