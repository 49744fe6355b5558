package io.countersign.adapters.crypto;

import static io.countersign.adapters.crypto.fixture.Keys.pem;
import static io.countersign.adapters.crypto.fixture.Keys.refusalOf;
import static io.countersign.adapters.crypto.fixture.Keys.signature;
import static io.countersign.adapters.crypto.fixture.Keys.signingKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.crypto.fixture.KnownProvider;
import io.countersign.adapters.crypto.fixture.OpenSsl;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keys of the kind that Project Wycheproof tries, in every encoding that somebody may have given them: the smallest and
 * largest scalars, scalars and coordinates that begin with zero bytes. Each signs right, or is refused.
 */
@Timeout(300)
class EcdsaEdgeKeysTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final ASN1ObjectIdentifier EC = new ASN1ObjectIdentifier("1.2.840.10045.2.1");
    private static final byte[] NO_POINT = {};

    record EdgeKey(TextbookCurve curve, BigInteger scalar) {

        ECPoint point() {
            return curve.publicPoint(scalar);
        }

        @Override
        public String toString() {
            return curve + " " + scalar.toString(16);
        }
    }

    static Stream<EdgeKey> edgeKeys() {
        return Stream.of(TextbookCurve.values()).flatMap(curve -> {
            BigInteger one = BigInteger.ONE;
            BigInteger order = curve.order;
            // Whose x, y or both begin with one zero byte, and with two.
            int[] shortPoints = curve == TextbookCurve.P_256
                    ? new int[] {379, 43, 49350, 40393, 2376}
                    : new int[] {153, 122, 55959, 44629, 41192};
            return Stream.concat(
                    Stream.of(one, BigInteger.TWO, BigInteger.valueOf(3), BigInteger.valueOf(0x7f),
                            BigInteger.valueOf(0x80), BigInteger.valueOf(0xff), BigInteger.valueOf(0x100),
                            one.shiftLeft(64), one.shiftLeft(128).subtract(one), one.shiftLeft(247), one.shiftLeft(255),
                            order.shiftRight(1), order.shiftRight(1).add(one),
                            order.subtract(BigInteger.TWO), order.subtract(one)),
                    IntStream.of(shortPoints).mapToObj(BigInteger::valueOf))
                    .map(scalar -> new EdgeKey(curve, scalar));
        });
    }

    @ParameterizedTest
    @MethodSource("edgeKeys")
    void every_edge_key_signs_what_verifies_by_the_book_and_by_others(EdgeKey key) throws Exception {
        String pem = sec1(key, TextbookCurve.fixed(key.scalar()), NO_POINT);
        byte[] signature = signature(signingKey(pem), MESSAGE);

        assertThat(key.curve().verifies(key.point(), MESSAGE, signature)).isTrue();
        assertThat(key.curve().verifies(key.point(), new byte[] {1, 2, 4}, signature)).isFalse();
        assertThat(OpenSsl.verifies(key.curve().scheme, opensslPublicKey(key), MESSAGE, signature)).isTrue();
        assertThat(key.curve() != TextbookCurve.P_256 || jdkVerifies(key, MESSAGE, signature)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("edgeKeys")
    void every_provider_that_has_the_curve_signs_with_every_edge_key(EdgeKey key) throws Exception {
        String pem = sec1(key, TextbookCurve.fixed(key.scalar()), NO_POINT);
        ECPoint point = key.point();
        for (KnownProvider provider : KnownProvider.here().toList()) {
            Either<KeyRefusal, JcaSigningKey> signing = JcaSigningKey.fromPem(pem.toCharArray(), provider.policy());

            assertThat(signing.isRight()).as("%s: %s", provider, signing)
                    .isEqualTo(provider.schemes().contains(key.curve().scheme));
            signing.forEach(signer -> assertThat(isByTheBook(key, point, signature(signer, MESSAGE))).isTrue());
        }
    }

    private static boolean isByTheBook(EdgeKey key, ECPoint point, byte[] signature) {
        try {
            return key.curve().verifies(point, MESSAGE, signature);
        } catch (Exception noSha256) {
            throw new IllegalStateException(noSha256);
        }
    }

    @ParameterizedTest
    @MethodSource("edgeKeys")
    void every_encoding_of_the_public_key_inside_is_read_as_the_same_key(EdgeKey key) throws Exception {
        ECPoint point = key.point();
        byte[] uncompressed = TextbookCurve.uncompressed(point);
        byte[] hybrid = uncompressed.clone();
        hybrid[0] = (byte) (point.getAffineY().testBit(0) ? 7 : 6);
        byte[] octets = TextbookCurve.fixed(key.scalar());
        for (byte[] encodedPoint : new byte[][] {
            NO_POINT, uncompressed, TextbookCurve.compressed(point), hybrid}) {
            assertThat(scalarIn(sec1(key, octets, encodedPoint))).isEqualTo(key.scalar());
            assertThat(scalarIn(pkcs8(key, octets, encodedPoint, NO_POINT))).isEqualTo(key.scalar());
            assertThat(scalarIn(pkcs8(key, octets, NO_POINT, encodedPoint))).isEqualTo(key.scalar());
        }
    }

    @ParameterizedTest
    @MethodSource("edgeKeys")
    void a_scalar_that_is_not_as_long_as_the_order_of_its_curve_is_refused(EdgeKey key) throws Exception {
        byte[] shortest = shortest(key.scalar());
        for (byte[] octets : new byte[][] {
            shortest, key.scalar().toByteArray(), Arrays.concatenate(new byte[40], shortest),
            Arrays.concatenate(new byte[1], TextbookCurve.fixed(key.scalar()))}) {
            if (octets.length != 32) {
                KeyRefusal irregular = KeyRefusal.of(KeyFlaw.IRREGULAR_STRUCTURE);
                assertThat(refusalOf(sec1(key, octets, NO_POINT))).isEqualTo(irregular);
                assertThat(refusalOf(pkcs8(key, octets, NO_POINT, NO_POINT))).isEqualTo(irregular);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("edgeKeys")
    void a_public_key_inside_that_is_another_is_noticed(EdgeKey key) throws Exception {
        ECPoint point = key.point();
        ECPoint mirrored = new ECPoint(point.getAffineX(), key.curve().fieldPrime().subtract(point.getAffineY()));
        byte[] beyondTheField = TextbookCurve.uncompressed(point);
        java.util.Arrays.fill(beyondTheField, 1, 33, (byte) 0xff);
        for (byte[] another : new byte[][] {
            TextbookCurve.uncompressed(mirrored), TextbookCurve.compressed(mirrored), {0}, {4}, beyondTheField,
            Arrays.copyOf(TextbookCurve.uncompressed(point), 64), new byte[65],
            TextbookCurve.uncompressed(key.curve().publicPoint(key.scalar().add(BigInteger.TEN)))}) {
            assertThat(refusalOf(sec1(key, TextbookCurve.fixed(key.scalar()), another)))
                    .isEqualTo(KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_scalar_that_is_none_is_refused_however_it_is_encoded(TextbookCurve curve) throws Exception {
        for (byte[] octets : new byte[][] {
            {}, {0}, new byte[32], new byte[1000], TextbookCurve.fixed(curve.order),
            Arrays.concatenate(new byte[9], TextbookCurve.fixed(curve.order)),
            curve.order.add(BigInteger.ONE).toByteArray(), BigInteger.ONE.shiftLeft(256).toByteArray(),
            BigInteger.ONE.shiftLeft(9000).toByteArray()}) {
            EdgeKey none = new EdgeKey(curve, BigInteger.ONE);

            assertThat(refusalOf(sec1(none, octets, NO_POINT)))
                    .isEqualTo(KeyRefusal.of(KeyFlaw.SCALAR_OUT_OF_RANGE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void signatures_whose_numbers_are_short_or_have_the_high_bit_set_are_der_all_the_same(TextbookCurve curve)
            throws Exception {
        EdgeKey key = new EdgeKey(curve, curve.order.subtract(BigInteger.ONE));
        JcaSigningKey signing = signingKey(sec1(key, TextbookCurve.fixed(key.scalar()), NO_POINT));
        Set<Integer> lengths = new HashSet<>();
        for (int number = 0; !lengths.containsAll(Set.of(31, 32, 33)); number++) {
            byte[] message = BigInteger.valueOf(number).toByteArray();
            byte[] signature = signature(signing, message);
            ASN1Sequence numbers = ASN1Sequence.getInstance(signature);
            assertThat(numbers.getEncoded("DER")).isEqualTo(signature);
            boolean unseen = false;
            for (ASN1Encodable each : numbers) {
                unseen |= lengths.add(ASN1Integer.getInstance(each).getValue().toByteArray().length);
            }
            if (unseen) {
                assertThat(curve.verifies(key.point(), message, signature)).isTrue();
                assertThat(curve != TextbookCurve.P_256 || jdkVerifies(key, message, signature)).isTrue();
            }
        }
    }

    @Test
    void the_book_has_the_numbers_of_the_jdk() throws Exception {
        assertThat(TextbookCurve.P_256.isThatOf(TextbookCurve.P_256.jdkParameters())).isTrue();
    }

    private static byte[] shortest(BigInteger scalar) {
        byte[] signed = scalar.toByteArray();
        return signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed;
    }

    private static BigInteger scalarIn(String pem) {
        return signingKey(pem).ask(key -> Option.of(((ECPrivateKey) key).getS())).get();
    }

    private static String sec1(EdgeKey key, byte[] octets, byte[] point) throws Exception {
        return pem("EC PRIVATE KEY", ecPrivateKey(key.curve(), octets, point, true).getEncoded());
    }

    private static String pkcs8(EdgeKey key, byte[] octets, byte[] innerPoint, byte[] outerPoint) throws Exception {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1Integer(outerPoint.length == 0 ? 0 : 1));
        parts.add(new AlgorithmIdentifier(EC, new ASN1ObjectIdentifier(key.curve().oid)));
        parts.add(new DEROctetString(ecPrivateKey(key.curve(), octets, innerPoint, false)));
        if (outerPoint.length > 0) {
            parts.add(new DERTaggedObject(false, 1, new DERBitString(outerPoint)));
        }
        return pem("PRIVATE KEY", new DERSequence(parts).getEncoded());
    }

    /** RFC 5915 §3, with the private key as it is given and not as long as it should be. */
    private static DERSequence ecPrivateKey(TextbookCurve curve, byte[] octets, byte[] point, boolean named) {
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(new ASN1Integer(1));
        parts.add(new DEROctetString(octets));
        if (named) {
            parts.add(new DERTaggedObject(true, 0, new ASN1ObjectIdentifier(curve.oid)));
        }
        if (point.length > 0) {
            parts.add(new DERTaggedObject(true, 1, new DERBitString(point)));
        }
        return new DERSequence(parts);
    }

    private static String opensslPublicKey(EdgeKey key) throws Exception {
        return pem("PUBLIC KEY", new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(EC, new ASN1ObjectIdentifier(key.curve().oid)),
                TextbookCurve.uncompressed(key.point())).getEncoded());
    }

    private static boolean jdkVerifies(EdgeKey key, byte[] message, byte[] signature) throws Exception {
        Signature verification = Signature.getInstance("SHA256withECDSA", "SunEC");
        verification.initVerify(KeyFactory.getInstance("EC", "SunEC")
                .generatePublic(new ECPublicKeySpec(key.point(), key.curve().jdkParameters())));
        verification.update(message);
        return verification.verify(signature);
    }
}
