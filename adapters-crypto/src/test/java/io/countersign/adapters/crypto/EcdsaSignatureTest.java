package io.countersign.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.countersign.adapters.crypto.fixture.Der;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/** Between DER and r || s, both ways, with Bouncy Castle's own encoders as the judge. */
class EcdsaSignatureTest {

    private static final int ROUNDS = 20_000;

    /** The curves, with their orders as Bouncy Castle has them. */
    enum Curve {
        P256(SignatureScheme.ES256, "secp256r1"),
        SECP256K1(SignatureScheme.ES256K, "secp256k1");

        final SignatureScheme scheme;
        final BigInteger order;

        Curve(SignatureScheme scheme, String name) {
            this.scheme = scheme;
            this.order = ECNamedCurveTable.getByName(name).getN();
        }

        /** The numbers at which encodings change their length or their first byte. */
        List<BigInteger> edges() {
            return List.of(1, 127, 128, 255, 256, 32767, 32768).map(BigInteger::valueOf)
                    .appendAll(List.rangeClosed(1, 255).flatMap(bit -> List.of(
                            BigInteger.ONE.shiftLeft(bit), BigInteger.ONE.shiftLeft(bit).subtract(BigInteger.ONE))))
                    .append(order.shiftRight(1)).append(order.shiftRight(1).add(BigInteger.ONE))
                    .append(order.subtract(BigInteger.ONE));
        }

        /** Any number that may stand in a signature, short ones as often as long ones. */
        BigInteger any(Random random) {
            BigInteger number = new BigInteger(1 + random.nextInt(256), random);
            return number.signum() == 0 || number.compareTo(order) >= 0 ? any(random) : number;
        }
    }

    private static void convertsAsBouncyCastle(Curve curve, BigInteger r, BigInteger s) throws IOException {
        DSAEncoding standard = StandardDSAEncoding.INSTANCE;
        DSAEncoding plain = PlainDSAEncoding.INSTANCE;
        byte[] der = standard.encode(curve.order, r, s);
        byte[] raw = plain.encode(curve.order, r, s);

        EcdsaSignature fromDer = EcdsaSignature.ofDer(curve.scheme, der).get();
        EcdsaSignature fromRaw = EcdsaSignature.ofRaw(curve.scheme, raw).get();

        assertThat(fromDer).isEqualTo(fromRaw).hasSameHashCodeAs(fromRaw);
        assertThat(fromDer.raw()).isEqualTo(raw);
        assertThat(fromRaw.der()).isEqualTo(der);
        assertThat(standard.decode(curve.order, fromRaw.der())).containsExactly(r, s);
        assertThat(plain.decode(curve.order, fromDer.raw())).containsExactly(r, s);
    }

    @ParameterizedTest
    @EnumSource
    void any_pair_of_numbers_is_converted_both_ways_as_bouncy_castle_does(Curve curve) throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            try {
                convertsAsBouncyCastle(curve, curve.any(random), curve.any(random));
            } catch (RuntimeException | AssertionError failed) {
                throw new AssertionError("seed " + seed + ", round " + round, failed);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbers_at_the_edge_of_a_length_are_converted_as_bouncy_castle_does(Curve curve) throws IOException {
        BigInteger greatest = curve.order.subtract(BigInteger.ONE);
        for (BigInteger edge : curve.edges()) {
            for (BigInteger other : List.of(BigInteger.ONE, edge, greatest)) {
                convertsAsBouncyCastle(curve, edge, other);
                convertsAsBouncyCastle(curve, other, edge);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_lengths_are_those_that_are_promised(Curve curve) {
        byte[] shortest = new byte[64];
        shortest[31] = 1;
        shortest[63] = 1;
        byte[] longest = PlainDSAEncoding.INSTANCE.encode(curve.order,
                curve.order.subtract(BigInteger.ONE), curve.order.subtract(BigInteger.ONE));

        assertThat(EcdsaSignature.ofRaw(curve.scheme, shortest).get().der()).hasSize(8);
        assertThat(EcdsaSignature.ofRaw(curve.scheme, longest).get().der()).hasSize(72);
    }

    @ParameterizedTest
    @EnumSource
    void numbers_out_of_range_are_refused_by_name_in_both_encodings(Curve curve) throws IOException {
        List<BigInteger> outside = List.of(BigInteger.ZERO, curve.order, curve.order.add(BigInteger.ONE),
                BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
        for (BigInteger bad : outside) {
            assertThat(fieldsAtFault(curve, bad, BigInteger.ONE)).containsExactly("r");
            assertThat(fieldsAtFault(curve, BigInteger.TEN, bad)).containsExactly("s");
            assertThat(fieldsAtFault(curve, bad, bad)).containsExactly("r", "s");
        }
    }

    /** Reads both encodings, which are made without Bouncy Castle's encoders: those refuse such numbers. */
    private static Seq<String> fieldsAtFault(Curve curve, BigInteger r, BigInteger s) {
        byte[] raw = new byte[64];
        byte[] der = Der.sequence(Der.integer(r.toByteArray()), Der.integer(s.toByteArray()));
        copyRight(r, raw, 32);
        copyRight(s, raw, 64);
        Seq<String> fields = EcdsaSignature.ofDer(curve.scheme, der).getError().map(Violation::field);
        assertThat(EcdsaSignature.ofRaw(curve.scheme, raw).getError().map(Violation::field)).isEqualTo(fields);
        return fields;
    }

    private static void copyRight(BigInteger number, byte[] raw, int end) {
        byte[] digits = number.toByteArray();
        for (int at = 1; at <= Math.min(32, digits.length); at++) {
            raw[end - at] = digits[digits.length - at];
        }
    }

    @Test
    void a_number_that_is_in_range_on_one_curve_may_not_be_on_the_other() {
        BigInteger between = Curve.P256.order.add(BigInteger.ONE);
        assertThat(between).isLessThan(Curve.SECP256K1.order);
        byte[] raw = PlainDSAEncoding.INSTANCE.encode(Curve.SECP256K1.order, between, BigInteger.ONE);

        assertThat(EcdsaSignature.ofRaw(SignatureScheme.ES256K, raw).isValid()).isTrue();
        assertThat(EcdsaSignature.ofRaw(SignatureScheme.ES256, raw).isInvalid()).isTrue();
    }

    @Test
    void r_and_s_of_any_other_length_are_refused() {
        for (int length : new int[] {0, 1, 32, 62, 63, 65, 66, 96, 128, 1_000_000}) {
            byte[] raw = new byte[length];
            Arrays.fill(raw, (byte) 1);

            assertThat(EcdsaSignature.ofRaw(SignatureScheme.ES256, raw).getError()).singleElement()
                    .isEqualTo(new Violation("raw", "must be 64 bytes: r and s, 32 bytes each"));
        }
    }

    @Test
    void other_schemes_have_no_such_signatures() {
        byte[] raw = new byte[64];
        Arrays.fill(raw, (byte) 1);
        for (SignatureScheme scheme : new SignatureScheme[] {SignatureScheme.EDDSA, SignatureScheme.RS256}) {
            Violation violation = new Violation("scheme", "must be ES256 or ES256K");

            assertThat(EcdsaSignature.ofRaw(scheme, raw).getError()).containsExactly(violation);
            assertThat(EcdsaSignature.ofDer(scheme, raw).getError()).containsExactly(violation);
        }
    }

    @Test
    void equal_numbers_on_another_curve_are_another_signature() {
        byte[] raw = new byte[64];
        Arrays.fill(raw, (byte) 1);
        byte[] other = raw.clone();
        other[63]++;
        EcdsaSignature signature = EcdsaSignature.ofRaw(SignatureScheme.ES256, raw).get();

        assertThat(signature).isNotEqualTo(EcdsaSignature.ofRaw(SignatureScheme.ES256K, raw).get())
                .isNotEqualTo(EcdsaSignature.ofRaw(SignatureScheme.ES256, other).get())
                .hasToString("EcdsaSignature[ES256]");
    }

    @Test
    void what_is_handed_out_is_a_copy() {
        byte[] raw = new byte[64];
        Arrays.fill(raw, (byte) 1);
        EcdsaSignature signature = EcdsaSignature.ofRaw(SignatureScheme.ES256, raw).get();
        byte[] der = signature.der();

        Arrays.fill(signature.der(), (byte) 0);
        Arrays.fill(signature.raw(), (byte) 0);
        Arrays.fill(raw, (byte) 0);

        assertThat(signature.raw()).containsOnly(1);
        assertThat(signature.der()).isEqualTo(der);
    }

    @Test
    void null_throws_at_once() {
        Stream.<Runnable>of(
                () -> EcdsaSignature.ofDer(null, new byte[8]), () -> EcdsaSignature.ofDer(SignatureScheme.ES256, null),
                () -> EcdsaSignature.ofRaw(null, new byte[64]), () -> EcdsaSignature.ofRaw(SignatureScheme.ES256, null))
                .forEach(call -> assertThatNullPointerException().isThrownBy(call::run));
    }
}
