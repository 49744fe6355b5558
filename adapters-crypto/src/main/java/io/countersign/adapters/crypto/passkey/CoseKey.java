package io.countersign.adapters.crypto.passkey;

import io.countersign.adapters.crypto.encoding.KeyReading;
import io.countersign.adapters.crypto.encoding.NamedCurve;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.credential.Octets;
import io.vavr.control.Option;
import io.vavr.control.Try;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Arrays;

/** Writes public keys as WebAuthn has them: COSE_Key (RFC 9052 §7, RFC 9053 §7, RFC 8230 §4) in canonical CBOR. */
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

    /** Returns true if a WebAuthn relying party takes keys for that scheme. */
    static boolean isFor(SignatureScheme scheme) {
        return scheme != SignatureScheme.ES256K;
    }

    /** Returns a public key for that scheme, or none if it is for another one or does not show its encoding. */
    static Option<Octets> of(SignatureScheme scheme, PublicKey key) {
        return Try.of(key::getEncoded).toOption().flatMap(Option::of).flatMap(encoded -> of(scheme, encoded));
    }

    /** Returns a public key (X.509 SubjectPublicKeyInfo) for that scheme, or none if it is for another one. */
    static Option<Octets> of(SignatureScheme scheme, byte[] subjectPublicKeyInfo) {
        try {
            SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(subjectPublicKeyInfo);
            return (switch (scheme) {
                case ES256 -> es256(key);
                case ES256K -> Option.<byte[]>none();
                case EDDSA -> edDsa(key);
                case RS256 -> rs256(key);
            }).map(Octets::of);
        } catch (Exception | Error noKeyForThat) {
            return Option.none();
        }
    }

    private static Option<byte[]> es256(SubjectPublicKeyInfo key) {
        return Option.when(is(KeyReading.EC, key)
                        && NamedCurve.P_256.oid().equals(key.getAlgorithm().getParameters()),
                        () -> KeyReading.bitsOf(key))
                .flatMap(NamedCurve.P_256::uncompressed)
                .map(point -> new CborWriter().map(5).integer(KEY_TYPE).integer(2).integer(ALGORITHM).integer(-7)
                        .integer(CURVE).integer(1)
                        .integer(X).bytes(Arrays.copyOfRange(point, 1, 1 + FIELD_BYTES))
                        .integer(Y).bytes(Arrays.copyOfRange(point, 1 + FIELD_BYTES, 1 + 2 * FIELD_BYTES))
                        .toByteArray());
    }

    private static Option<byte[]> edDsa(SubjectPublicKeyInfo key) {
        byte[] point = KeyReading.bitsOf(key);
        return Option.when(is(KeyReading.ED25519, key) && point.length == FIELD_BYTES,
                () -> new CborWriter().map(4).integer(KEY_TYPE).integer(1).integer(ALGORITHM).integer(-8)
                        .integer(CURVE).integer(6)
                        .integer(X).bytes(point)
                        .toByteArray());
    }

    private static Option<byte[]> rs256(SubjectPublicKeyInfo key) throws IOException {
        if (!is(KeyReading.RSA, key)) {
            return Option.none();
        }
        RSAPublicKey numbers = RSAPublicKey.getInstance(key.parsePublicKey());
        return Option.some(new CborWriter().map(4).integer(KEY_TYPE).integer(3).integer(ALGORITHM).integer(-257)
                .integer(MODULUS).bytes(unsigned(numbers.getModulus()))
                .integer(EXPONENT).bytes(unsigned(numbers.getPublicExponent()))
                .toByteArray());
    }

    private static boolean is(ASN1ObjectIdentifier algorithm, SubjectPublicKeyInfo key) {
        return key.getAlgorithm().getAlgorithm().equals(algorithm);
    }

    /** Returns a number in big-endian bytes, without a zero byte for the sign. */
    private static byte[] unsigned(BigInteger number) {
        byte[] signed = number.toByteArray();
        return signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
    }
}
