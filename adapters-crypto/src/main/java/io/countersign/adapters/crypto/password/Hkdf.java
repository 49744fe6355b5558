package io.countersign.adapters.crypto.password;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with HMAC-SHA256 (RFC 5869), without a salt: makes a key for one purpose of a key that has none yet. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final byte[] NO_SALT = new byte[AesMode.KEY_BYTES];
    /** Of the first block, which is all that is needed (RFC 5869 §2.3). */
    private static final byte FIRST = 1;

    private Hkdf() {}

    /** Returns the 32 bytes that come of that key for that purpose. The caller wipes both keys. */
    static byte[] key(byte[] key, byte[] purpose, Provider provider) throws GeneralSecurityException {
        byte[] extracted = hmac(NO_SALT, key, provider);
        try {
            byte[] block = Arrays.copyOf(purpose, purpose.length + 1);
            block[purpose.length] = FIRST;
            return hmac(extracted, block, provider);
        } finally {
            Arrays.fill(extracted, (byte) 0);
        }
    }

    private static byte[] hmac(byte[] key, byte[] message, Provider provider) throws GeneralSecurityException {
        Mac hmac = Mac.getInstance(HMAC, provider);
        hmac.init(new SecretKeySpec(key, HMAC));
        return hmac.doFinal(message);
    }
}
