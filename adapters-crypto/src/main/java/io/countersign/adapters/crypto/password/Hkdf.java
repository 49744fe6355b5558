package io.countersign.adapters.crypto.password;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with HMAC-SHA256 (RFC 5869), without a salt: derives a key for one purpose. Done by hand, since the JCA has no
 * HKDF before Java 25 and Bouncy Castle's FIPS artifact has another one.
 */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final byte[] NO_SALT = new byte[KeyDerivation.KEY_BITS / Byte.SIZE];
    /** The number of the first block, which is enough for 32 bytes (RFC 5869 §2.3). */
    private static final byte FIRST = 1;

    private Hkdf() {}

    /** Derives 32 bytes. The caller overwrites both keys. */
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
