package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.fixture.Keys;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** RSA keys made by hand, with whatever exponent; the same ones in every run, and good for nothing but tests. */
public record RsaEdgeKeys(BigInteger p, BigInteger q) {

    private static final Map<Integer, RsaEdgeKeys> BY_BITS = new ConcurrentHashMap<>();
    private static final BigInteger ONE = BigInteger.ONE;
    /** Primes less one share no factor with these, so that each of them can be an exponent. */
    private static final BigInteger EXPONENTS = BigInteger.valueOf(3 * 5 * 17).multiply(BigInteger.valueOf(65537));
    /** RFC 8017 §9.2: DigestInfo of SHA-256, up to the digest. */
    private static final String DIGEST_INFO = "3031300d060960864801650304020105000420";

    /** The two primes of a modulus of that length. */
    public static RsaEdgeKeys ofBits(int bits) {
        return BY_BITS.computeIfAbsent(bits, length -> {
            Random random = new Random(length);
            return new RsaEdgeKeys(prime(length - length / 2, random), prime(length / 2, random));
        });
    }

    private static BigInteger prime(int bits, Random random) {
        BigInteger prime = new BigInteger(bits, random).setBit(bits - 1).setBit(bits - 2);
        do {
            prime = prime.nextProbablePrime();
        } while (!prime.subtract(ONE).gcd(EXPONENTS).equals(ONE));
        return prime;
    }

    BigInteger n() {
        return p.multiply(q);
    }

    /** The primes in the other order. */
    public RsaEdgeKeys swapped() {
        return new RsaEdgeKeys(q, p);
    }

    BigInteger privateExponent(BigInteger e) {
        BigInteger pMinusOne = p.subtract(ONE);
        BigInteger qMinusOne = q.subtract(ONE);
        return e.modInverse(pMinusOne.multiply(qMinusOne).divide(pMinusOne.gcd(qMinusOne)));
    }

    /** The first exponent from there on that has a private one. */
    public BigInteger exponentFrom(BigInteger least) {
        BigInteger totient = p.subtract(ONE).multiply(q.subtract(ONE));
        BigInteger e = least.setBit(0);
        while (!e.gcd(totient).equals(ONE)) {
            e = e.add(BigInteger.TWO);
        }
        return e;
    }

    public RSAPrivateKey key(BigInteger e) {
        return key(e, privateExponent(e));
    }

    public RSAPrivateKey key(BigInteger e, BigInteger d) {
        return new RSAPrivateKey(
                n(), e, d, p, q, d.mod(p.subtract(ONE)), d.mod(q.subtract(ONE)), q.modInverse(p));
    }

    public static String pkcs1(RSAPrivateKey key) {
        return Keys.pem("RSA PRIVATE KEY", encoded(key));
    }

    public static String pkcs8(RSAPrivateKey key) {
        try {
            return Keys.pem("PRIVATE KEY", new PrivateKeyInfo(new AlgorithmIdentifier(
                    new ASN1ObjectIdentifier("1.2.840.113549.1.1.1"), DERNull.INSTANCE), key).getEncoded());
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static byte[] encoded(RSAPrivateKey key) {
        try {
            return key.getEncoded();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    /** The one signature of that message, by the book (RFC 8017 §8.2.1 and §9.2), as long as the modulus. */
    static byte[] signature(RSAPrivateKey key, byte[] message) throws Exception {
        int length = (key.getModulus().bitLength() + 7) / 8;
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
        String padding = "ff".repeat(length - 3 - DIGEST_INFO.length() / 2 - 32);
        String number = new BigInteger("0001" + padding + "00" + DIGEST_INFO + digest, 16)
                .modPow(key.getPrivateExponent(), key.getModulus()).toString(16);
        return HexFormat.of().parseHex("0".repeat(2 * length - number.length()) + number);
    }
}
