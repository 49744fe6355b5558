package io.countersign.adapters.crypto;

import io.vavr.control.Either;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The form that a browser's WebCrypto makes and opens. Its bytes are described at {@link PasswordKeyUnlocker}. */
final class WebCryptoForm {

    static final String PREFIX = "cskey.";

    private static final byte VERSION = 1;
    private static final int SALT_AT = 6;
    private static final int MINIMUM_SALT_BYTES = 16;
    private static final int MAXIMUM_SALT_BYTES = 64;
    private static final int TAG_BYTES = 16;
    private static final int CHECKSUM_BYTES = 4;

    private WebCryptoForm() {}

    /** What that text holds, which begins with the prefix, or what is wrong with it. */
    static Either<String, LockedKey> read(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        if (bytes.length > 0 && bytes[0] != VERSION) {
            return Either.left("it is of version " + (bytes[0] & 0xff) + " of the WebCrypto form, not of version "
                    + VERSION);
        }
        int end = bytes.length - CHECKSUM_BYTES;
        if (end < SALT_AT || !Arrays.equals(checksum(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
            return Either.left("it is cut short or altered: its checksum does not match");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, 1, SALT_AT - 1);
        BigInteger iterations = BigInteger.valueOf(Integer.toUnsignedLong(header.getInt()));
        int saltBytes = header.get() & 0xff;
        if (saltBytes < MINIMUM_SALT_BYTES || saltBytes > MAXIMUM_SALT_BYTES) {
            return Either.left("its salt has " + saltBytes + " bytes, where " + MINIMUM_SALT_BYTES + " to "
                    + MAXIMUM_SALT_BYTES + " are allowed");
        }
        int ivAt = SALT_AT + saltBytes;
        int ciphertextAt = ivAt + AesMode.GCM.ivBytes();
        if (end <= ciphertextAt + TAG_BYTES) {
            return Either.left("it holds no encrypted key");
        }
        return KeyDerivationLimits.pbkdf2(iterations, Arrays.copyOfRange(bytes, SALT_AT, ivAt))
                .map(derivation -> new LockedKey(derivation, AesMode.GCM,
                        Arrays.copyOfRange(bytes, ivAt, ciphertextAt), Arrays.copyOf(bytes, ciphertextAt),
                        Arrays.copyOfRange(bytes, ciphertextAt, end)));
    }

    /** What stands before the ciphertext, and is authenticated with it. */
    static byte[] header(KeyDerivation.Pbkdf2 derivation, byte[] iv) {
        byte[] salt = derivation.salt();
        return ByteBuffer.allocate(SALT_AT + salt.length + iv.length)
                .put(VERSION).putInt(derivation.iterations()).put((byte) salt.length).put(salt).put(iv).array();
    }

    static String text(LockedKey key) {
        int end = key.header().length + key.ciphertext().length;
        ByteBuffer bytes = ByteBuffer.allocate(end + CHECKSUM_BYTES).put(key.header()).put(key.ciphertext());
        bytes.put(checksum(bytes.array(), end));
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Tells damage from a wrong password. Nothing secret goes in, so it need not come from the caller's provider. */
    private static byte[] checksum(byte[] bytes, int end) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256", DefaultProvider.instance());
            digest.update(bytes, 0, end);
            return Arrays.copyOf(digest.digest(), CHECKSUM_BYTES);
        } catch (NoSuchAlgorithmException everyProviderHasIt) {
            throw new IllegalStateException(everyProviderHasIt);
        }
    }
}
