package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.vavr.control.Option;

import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.stream.Stream;

/**
 * The numbers of an RSA private key with two primes, by their names in RFC 8017 §3.2. Checked by hand, since providers
 * differ in what they check.
 */
record RsaNumbers(
        BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q,
        BigInteger dP, BigInteger dQ, BigInteger qInv) {

    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final int LONGEST_EXPONENT = 256;
    /** The bits by which a prime may be shorter than half of the modulus. Key generators stay within two. */
    private static final int LARGEST_IMBALANCE = 128;

    static RsaNumbers of(RSAPrivateCrtKey key) {
        return new RsaNumbers(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(), key.getPrimeP(),
                key.getPrimeQ(), key.getPrimeExponentP(), key.getPrimeExponentQ(), key.getCrtCoefficient());
    }

    /**
     * Returns what is wrong with the numbers, if so. The public exponent is checked first, since a long one makes
     * everything else slow, and belongs to a private exponent that may be short enough to be found.
     */
    Option<KeyFlaw> flaw() {
        return e.compareTo(THREE) < 0 || !e.testBit(0) || e.bitLength() > LONGEST_EXPONENT
                ? Option.some(KeyFlaw.PUBLIC_EXPONENT_OUT_OF_RANGE)
                : Option.when(!areConsistent(), KeyFlaw.INCONSISTENT_RSA_NUMBERS)
                        .orElse(() -> Option.when(areGuessable(), KeyFlaw.GUESSABLE_PRIMES));
    }

    /**
     * Returns true if a well-known method finds the primes at once: the one of Fermat where they are close (FIPS 186-5
     * A.1.3 asks for a difference of more than 2^(bits / 2 - 100)), trial division or elliptic curves where one is
     * short.
     */
    private boolean areGuessable() {
        int half = n.bitLength() / 2;
        return p.subtract(q).abs().bitLength() <= half - 100
                || Math.min(p.bitLength(), q.bitLength()) < half - LARGEST_IMBALANCE;
    }

    /** Returns true if the numbers belong together. Primality is not tested: that takes longer than signing. */
    private boolean areConsistent() {
        if (Stream.of(n, d, p, q, dP, dQ, qInv).anyMatch(number -> number.signum() <= 0)
                || !p.testBit(0) || !q.testBit(0)
                || p.compareTo(THREE) < 0 || q.compareTo(THREE) < 0
                || d.compareTo(n) >= 0 || qInv.compareTo(p) >= 0) {
            return false;
        }
        BigInteger pMinusOne = p.subtract(BigInteger.ONE);
        BigInteger qMinusOne = q.subtract(BigInteger.ONE);
        return p.multiply(q).equals(n)
                && e.multiply(d).mod(pMinusOne).equals(BigInteger.ONE)
                && e.multiply(d).mod(qMinusOne).equals(BigInteger.ONE)
                && d.mod(pMinusOne).equals(dP)
                && d.mod(qMinusOne).equals(dQ)
                && qInv.multiply(q).mod(p).equals(BigInteger.ONE);
    }

    @Override
    public String toString() {
        return "RsaNumbers[hidden]";
    }
}
