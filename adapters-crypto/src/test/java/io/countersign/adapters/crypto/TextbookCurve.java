package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.MessageDigest;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.HexFormat;

/** Curves and ECDSA as the book has them (SEC 1 §2.2 and §4.1.4), slow, and independent of every provider. */
enum TextbookCurve {

    P_256("1.2.840.10045.3.1.7", "prime256v1", SignatureScheme.ES256,
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", "-3",
            "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
            "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    SECP256K1("1.3.132.0.10", "secp256k1", SignatureScheme.ES256K,
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", "0",
            "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
            "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

    final String oid;
    final String opensslName;
    final SignatureScheme scheme;
    final BigInteger order;
    private final BigInteger prime;
    private final BigInteger a;
    private final ECPoint generator;

    TextbookCurve(
            String oid, String opensslName, SignatureScheme scheme, String prime, String a, String x, String y,
            String order) {
        this.oid = oid;
        this.opensslName = opensslName;
        this.scheme = scheme;
        this.prime = new BigInteger(prime, 16);
        this.a = new BigInteger(a);
        this.generator = new ECPoint(new BigInteger(x, 16), new BigInteger(y, 16));
        this.order = new BigInteger(order, 16);
    }

    /** The point of that scalar. */
    ECPoint publicPoint(BigInteger scalar) {
        return times(scalar, generator);
    }

    /** The point as SEC 1 §2.3.3 writes it, without compression. */
    static byte[] uncompressed(ECPoint point) {
        return HexFormat.of().parseHex("04" + hex(point.getAffineX()) + hex(point.getAffineY()));
    }

    static byte[] compressed(ECPoint point) {
        return HexFormat.of().parseHex((point.getAffineY().testBit(0) ? "03" : "02") + hex(point.getAffineX()));
    }

    static String hex(BigInteger number) {
        return HexFormat.of().formatHex(fixed(number));
    }

    static byte[] fixed(BigInteger number) {
        String digits = number.toString(16);
        return HexFormat.of().parseHex("0".repeat(64 - digits.length()) + digits);
    }

    /** Returns the parameters of SunEC, which has P-256 alone. */
    ECParameterSpec jdkParameters() throws Exception {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", "SunEC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    boolean verifies(ECPoint publicKey, byte[] message, byte[] derSignature) throws Exception {
        ASN1Sequence numbers = ASN1Sequence.getInstance(derSignature);
        BigInteger r = ASN1Integer.getInstance(numbers.getObjectAt(0)).getValue();
        BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
        if (numbers.size() != 2 || !isInRange(r) || !isInRange(s)) {
            return false;
        }
        BigInteger digest = new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(message));
        BigInteger inverse = s.modInverse(order);
        ECPoint point = plus(times(digest.multiply(inverse).mod(order), generator),
                times(r.multiply(inverse).mod(order), publicKey));
        return !point.equals(ECPoint.POINT_INFINITY) && point.getAffineX().mod(order).equals(r);
    }

    private boolean isInRange(BigInteger number) {
        return number.signum() > 0 && number.compareTo(order) < 0;
    }

    private ECPoint times(BigInteger scalar, ECPoint point) {
        ECPoint product = ECPoint.POINT_INFINITY;
        for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
            product = plus(product, product);
            product = scalar.testBit(bit) ? plus(product, point) : product;
        }
        return product;
    }

    private ECPoint plus(ECPoint one, ECPoint other) {
        if (one.equals(ECPoint.POINT_INFINITY) || other.equals(ECPoint.POINT_INFINITY)) {
            return one.equals(ECPoint.POINT_INFINITY) ? other : one;
        }
        BigInteger x = one.getAffineX();
        BigInteger y = one.getAffineY();
        BigInteger slope;
        if (!x.equals(other.getAffineX())) {
            slope = other.getAffineY().subtract(y).multiply(other.getAffineX().subtract(x).modInverse(prime));
        } else if (y.equals(other.getAffineY()) && y.signum() != 0) {
            slope = x.pow(2).multiply(BigInteger.valueOf(3)).add(a).multiply(y.shiftLeft(1).modInverse(prime));
        } else {
            return ECPoint.POINT_INFINITY;
        }
        BigInteger sum = slope.pow(2).subtract(x).subtract(other.getAffineX()).mod(prime);
        return new ECPoint(sum, slope.multiply(x.subtract(sum)).subtract(y).mod(prime));
    }

    BigInteger fieldPrime() {
        return prime;
    }

    /** Returns true if SunEC has the same numbers, so that none was copied wrong here. */
    boolean isThatOf(ECParameterSpec parameters) {
        return ((ECFieldFp) parameters.getCurve().getField()).getP().equals(prime)
                && parameters.getGenerator().equals(generator) && parameters.getOrder().equals(order);
    }
}
