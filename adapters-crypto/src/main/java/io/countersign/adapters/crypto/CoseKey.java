package io.countersign.adapters.crypto;

import io.countersign.domain.credential.Octets;
import io.vavr.control.Option;
import io.vavr.control.Try;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.X509EncodedKeySpec;

/** Public keys as WebAuthn hands them over: COSE_Key (RFC 9052 §7, RFC 9053 §7, RFC 8230 §4), canonical CBOR. */
final class CoseKey {

    private static final int KEY_TYPE = 1;
    private static final int ALGORITHM = 3;
    private static final int CURVE = -1;
    private static final int X = -2;
    private static final int Y = -3;
    private static final int MODULUS = -1;
    private static final int EXPONENT = -2;
    private static final int FIELD_BYTES = 32;

    private CoseKey() {}

    /** Whether WebAuthn knows keys for that scheme here. */
    static boolean isFor(SignatureScheme scheme) {
        return scheme != SignatureScheme.ES256K;
    }

    /** That public key as one for that scheme; none if it is no key for it, or does not show itself. */
    static Option<Octets> of(SignatureScheme scheme, PublicKey key) {
        return Try.of(key::getEncoded).toOption().flatMap(Option::of).flatMap(encoded -> of(scheme, encoded));
    }

    /**
     * That public key (X.509 SubjectPublicKeyInfo) as one for that scheme; none if it is no key for it.
     *
     * <p>Read by the default provider, whoever made it: then it shows its numbers, and its point is on the curve.
     */
    static Option<Octets> of(SignatureScheme scheme, byte[] subjectPublicKeyInfo) {
        try {
            PublicKey key = KeyFactory.getInstance(scheme.keyAlgorithm(), DefaultProvider.instance())
                    .generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
            return (switch (scheme) {
                case ES256 -> Option.of((ECPublicKey) key).filter(CoseKey::isOnP256).map(CoseKey::es256);
                case ES256K -> Option.<byte[]>none();
                case EDDSA -> Option.of(edDsa(key));
                case RS256 -> Option.of(rs256((RSAPublicKey) key));
            }).map(Octets::of);
        } catch (GeneralSecurityException | RuntimeException noKeyForThat) {
            return Option.none();
        }
    }

    private static boolean isOnP256(ECPublicKey key) {
        return NamedCurve.supported(key.getParams()).contains(NamedCurve.P_256);
    }

    private static byte[] es256(ECPublicKey key) {
        ECPoint point = key.getW();
        return new CborWriter().map(5).integer(KEY_TYPE).integer(2).integer(ALGORITHM).integer(-7)
                .integer(CURVE).integer(1)
                .integer(X).bytes(unsigned(point.getAffineX(), FIELD_BYTES))
                .integer(Y).bytes(unsigned(point.getAffineY(), FIELD_BYTES))
                .toByteArray();
    }

    private static byte[] edDsa(PublicKey key) {
        byte[] point = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getOctets();
        return new CborWriter().map(4).integer(KEY_TYPE).integer(1).integer(ALGORITHM).integer(-8)
                .integer(CURVE).integer(6)
                .integer(X).bytes(point)
                .toByteArray();
    }

    private static byte[] rs256(RSAPublicKey key) {
        return new CborWriter().map(4).integer(KEY_TYPE).integer(3).integer(ALGORITHM).integer(-257)
                .integer(MODULUS).bytes(unsigned(key.getModulus()))
                .integer(EXPONENT).bytes(unsigned(key.getPublicExponent()))
                .toByteArray();
    }

    private static byte[] unsigned(BigInteger number) {
        return unsigned(number, (number.bitLength() + 7) / 8);
    }

    /** Big-endian, of exactly that length: without the sign's zero byte, with the zeros that fill up the length. */
    private static byte[] unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] unsigned = new byte[length];
        int digits = Math.min(signed.length, length);
        System.arraycopy(signed, signed.length - digits, unsigned, length - digits, digits);
        return unsigned;
    }
}
