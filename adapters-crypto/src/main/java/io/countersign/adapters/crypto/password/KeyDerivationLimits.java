package io.countersign.adapters.crypto.password;

import io.vavr.control.Either;

import java.math.BigInteger;

/**
 * The limits of the cost of deriving a key from a password. An encrypted key beyond them is refused before any work is
 * done: whoever places a text with the API must not be able to occupy the machines that open it. At these limits an
 * unlocking takes some ten seconds of one processor; at the defaults of {@link KeyEncryption}, about one.
 */
public final class KeyDerivationLimits {

    /** The most iterations of PBKDF2 (RFC 8018 §5.2). */
    public static final int MAXIMUM_PBKDF2_ITERATIONS = 10_000_000;

    /**
     * The most memory for scrypt (RFC 7914 §6), in bytes: 128 · N · r. Half of the memory that this JVM may use is a
     * limit too. Derivations that run at the same time share it, and wait for one another.
     */
    public static final long MAXIMUM_SCRYPT_MEMORY = 256L * 1024 * 1024;

    /** The most work for scrypt, in bytes that it processes: 128 · N · r · p. */
    public static final long MAXIMUM_SCRYPT_WORK = 1024L * 1024 * 1024;

    /** The largest block size r of scrypt. */
    public static final int MAXIMUM_SCRYPT_BLOCK_SIZE = 32;

    /** The largest parallelization p of scrypt. */
    public static final int MAXIMUM_SCRYPT_PARALLELIZATION = 16;

    /** The shortest salt, in bytes (RFC 8018 §4.1). */
    public static final int MINIMUM_SALT_BYTES = 8;

    /** The longest salt, in bytes. */
    public static final int MAXIMUM_SALT_BYTES = 1024;

    private KeyDerivationLimits() {}

    /** Returns PBKDF2 with these parameters, or what is beyond the limits. */
    static Either<String, KeyDerivation> pbkdf2(BigInteger iterations, byte[] salt) {
        if (!isBetween(1, iterations, MAXIMUM_PBKDF2_ITERATIONS)) {
            return Either.left("it asks for " + shown(iterations) + " iterations of PBKDF2, where 1 to "
                    + MAXIMUM_PBKDF2_ITERATIONS + " are allowed");
        }
        return salted(salt, new KeyDerivation.Pbkdf2(iterations.intValue(), salt));
    }

    /** Returns scrypt with these parameters, or what is beyond the limits. */
    static Either<String, KeyDerivation> scrypt(BigInteger n, BigInteger r, BigInteger p, byte[] salt) {
        return scrypt(n, r, p, salt, Runtime.getRuntime().maxMemory());
    }

    static Either<String, KeyDerivation> scrypt(BigInteger n, BigInteger r, BigInteger p, byte[] salt, long jvmMemory) {
        if (!isBetween(1, r, MAXIMUM_SCRYPT_BLOCK_SIZE)) {
            return Either.left("it asks scrypt for the block size (r) " + shown(r) + ", where 1 to "
                    + MAXIMUM_SCRYPT_BLOCK_SIZE + " is allowed");
        }
        if (!isBetween(1, p, MAXIMUM_SCRYPT_PARALLELIZATION)) {
            return Either.left("it asks scrypt for the parallelization (p) " + shown(p) + ", where 1 to "
                    + MAXIMUM_SCRYPT_PARALLELIZATION + " is allowed");
        }
        long memory = ScryptMemory.budget(jvmMemory);
        if (n.multiply(r).shiftLeft(7).compareTo(BigInteger.valueOf(memory)) > 0) {
            return Either.left("it asks scrypt for the cost (N) " + shown(n) + " with the block size (r) " + r
                    + ", where 128 times their product may be " + memory + " bytes in this JVM");
        }
        if (n.multiply(r).multiply(p).shiftLeft(7).compareTo(BigInteger.valueOf(MAXIMUM_SCRYPT_WORK)) > 0) {
            return Either.left("it asks scrypt for the cost (N) " + n + " with the block size (r) " + r
                    + " and the parallelization (p) " + p + ", where 128 times their product may be "
                    + MAXIMUM_SCRYPT_WORK);
        }
        if (n.compareTo(BigInteger.TWO) < 0 || n.bitCount() != 1 || n.bitLength() > 16 * r.intValue()) {
            return Either.left("it asks scrypt for the cost (N) " + shown(n)
                    + ", which has to be a power of two from 2, and below 2 to the power of 16 r");
        }
        return salted(salt, new KeyDerivation.Scrypt(n.intValue(), r.intValue(), p.intValue(), salt));
    }

    private static Either<String, KeyDerivation> salted(byte[] salt, KeyDerivation derivation) {
        return salt.length < MINIMUM_SALT_BYTES || salt.length > MAXIMUM_SALT_BYTES
                ? Either.left("its salt has " + salt.length + " bytes, where " + MINIMUM_SALT_BYTES + " to "
                        + MAXIMUM_SALT_BYTES + " are allowed")
                : Either.right(derivation);
    }

    private static boolean isBetween(int least, BigInteger number, int most) {
        return number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0;
    }

    /** Bounds the length of a number, which may be as long as the text that contains it. */
    private static String shown(BigInteger number) {
        return number.bitLength() > 64 ? "a number of " + number.bitLength() + " bits" : number.toString();
    }
}
