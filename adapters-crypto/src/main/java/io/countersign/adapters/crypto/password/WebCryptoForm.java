package io.countersign.adapters.crypto.password;

import io.countersign.adapters.crypto.provider.Sha256;
import io.countersign.adapters.crypto.provider.Thrown;
import io.vavr.control.Either;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads and writes the form that a browser's WebCrypto opens, as docs/password-protected-keys.md describes it. Version
 * 2 has an AES key of its own; version 1, which is no longer written, has that of PBES2 with the same password and
 * salt.
 */
final class WebCryptoForm {

    static final String PREFIX = "cskey.";

    private static final byte VERSION = 2;
    private static final byte OLD_VERSION = 1;
    private static final int SALT_AT = 6;
    private static final int MINIMUM_SALT_BYTES = 16;
    private static final int MAXIMUM_SALT_BYTES = 64;
    private static final int TAG_BYTES = 16;
    private static final int CHECKSUM_BYTES = 4;
    private static final String DAMAGED = "it is cut short or altered: its checksum does not match";

    private WebCryptoForm() {}

    /** Reads a text that begins with the prefix, or returns what is wrong with it. */
    static Either<String, LockedKey> read(String text, Sha256 sha256) {
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        if (bytes.length > 0 && bytes[0] != VERSION && bytes[0] != OLD_VERSION) {
            return Either.left("it is of version " + (bytes[0] & 0xff) + " of the WebCrypto form, not of version "
                    + OLD_VERSION + " or " + VERSION);
        }
        int end = bytes.length - CHECKSUM_BYTES;
        if (end < SALT_AT) {
            return Either.left(DAMAGED);
        }
        return checksum(bytes, end, sha256)
                .mapLeft(fault -> "the provider " + sha256.provider().getName() + " makes no SHA-256 for its checksum ("
                        + Thrown.typeOf(fault) + ")")
                .filterOrElse(its -> Arrays.equals(its, Arrays.copyOfRange(bytes, end, bytes.length)), its -> DAMAGED)
                .flatMap(its -> read(bytes, end));
    }

    private static Either<String, LockedKey> read(byte[] bytes, int end) {
        ByteBuffer header = ByteBuffer.wrap(bytes, 1, SALT_AT - 1);
        BigInteger iterations = BigInteger.valueOf(Integer.toUnsignedLong(header.getInt()));
        int saltBytes = header.get() & 0xff;
        if (saltBytes < MINIMUM_SALT_BYTES || saltBytes > MAXIMUM_SALT_BYTES) {
            return Either.left("its salt has " + saltBytes + " bytes, where " + MINIMUM_SALT_BYTES + " to "
                    + MAXIMUM_SALT_BYTES + " are allowed");
        }
        int ivAt = SALT_AT + saltBytes;
        int ciphertextAt = ivAt + EncryptedKeyForm.WEB_CRYPTO.ivBytes();
        if (end <= ciphertextAt + TAG_BYTES) {
            return Either.left("it holds no encrypted key");
        }
        EncryptedKeyForm form = bytes[0] == VERSION ? EncryptedKeyForm.WEB_CRYPTO : EncryptedKeyForm.WEB_CRYPTO_1;
        return KeyDerivationLimits.pbkdf2(iterations, Arrays.copyOfRange(bytes, SALT_AT, ivAt))
                .map(derivation -> new LockedKey(form, derivation,
                        Arrays.copyOfRange(bytes, ivAt, ciphertextAt), Arrays.copyOf(bytes, ciphertextAt),
                        Arrays.copyOfRange(bytes, ciphertextAt, end)));
    }

    /** Returns the bytes before the ciphertext, which are authenticated. */
    static byte[] header(KeyDerivation.Pbkdf2 derivation, byte[] iv) {
        byte[] salt = derivation.salt();
        return ByteBuffer.allocate(SALT_AT + salt.length + iv.length)
                .put(VERSION).putInt(derivation.iterations()).put((byte) salt.length).put(salt).put(iv).array();
    }

    /** Writes a key as text, or returns what the provider of the checksum threw. */
    static Either<Throwable, String> text(LockedKey key, Sha256 sha256) {
        int end = key.header().length + key.ciphertext().length;
        ByteBuffer bytes = ByteBuffer.allocate(end + CHECKSUM_BYTES).put(key.header()).put(key.ciphertext());
        return checksum(bytes.array(), end, sha256)
                .map(checksum -> PREFIX + Base64.getUrlEncoder().withoutPadding()
                        .encodeToString(bytes.put(checksum).array()));
    }

    /** Computes the checksum, which distinguishes damage from a wrong password. It covers nothing secret. */
    private static Either<Throwable, byte[]> checksum(byte[] bytes, int end, Sha256 sha256) {
        return sha256.digest(bytes, end).map(hash -> Arrays.copyOf(hash, CHECKSUM_BYTES));
    }
}
