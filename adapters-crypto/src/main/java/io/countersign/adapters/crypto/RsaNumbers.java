package io.countersign.adapters.crypto;

import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.stream.Stream;

/** The numbers of an RSA private key with two primes, by their names in RFC 8017 §3.2. */
record RsaNumbers(
        BigInteger n, BigInteger e, BigInteger d, BigInteger p, BigInteger q,
        BigInteger dP, BigInteger dQ, BigInteger qInv) {

    private static final BigInteger THREE = BigInteger.valueOf(3);

    static RsaNumbers of(RSAPrivateCrtKey key) {
        return new RsaNumbers(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(), key.getPrimeP(),
                key.getPrimeQ(), key.getPrimeExponentP(), key.getPrimeExponentQ(), key.getCrtCoefficient());
    }

    /** Whether they belong together. Whether p and q are prime is not asked: that would take longer than signing. */
    boolean areConsistent() {
        if (Stream.of(n, e, d, p, q, dP, dQ, qInv).anyMatch(number -> number.signum() <= 0)
                || e.compareTo(THREE) < 0 || !e.testBit(0) || !p.testBit(0) || !q.testBit(0)
                || p.compareTo(THREE) < 0 || q.compareTo(THREE) < 0 || d.compareTo(n) >= 0) {
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
