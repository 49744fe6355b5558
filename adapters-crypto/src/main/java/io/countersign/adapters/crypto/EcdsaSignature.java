package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.NamedCurve;
import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;

/**
 * An ECDSA signature on P-256 or secp256k1, which converts between its encodings: ASN.1 DER, which the API takes, and
 * r || s, which JOSE, COSE and some signing services use.
 *
 * <p>Both encodings are read strictly. Nothing is verified. The numbers are not changed: the API takes an s in the
 * upper half of its range as well as its counterpart in the lower.
 *
 * <p>Done by hand, since Bouncy Castle's FIPS artifact has no class for it. Immutable, equal by content.
 */
public final class EcdsaSignature {

    static {
        DefaultProvider.find();
    }

    private static final int NUMBER_BYTES = 32;
    /** Two integers of 33 bytes, sign included, with two bytes before each and before both. */
    private static final int LONGEST_DER = 2 + 2 * (2 + 1 + NUMBER_BYTES);

    private final SignatureScheme scheme;
    private final BigInteger r;
    private final BigInteger s;

    private EcdsaSignature(SignatureScheme scheme, BigInteger r, BigInteger s) {
        this.scheme = scheme;
        this.r = r;
        this.s = s;
    }

    /**
     * Reads a signature in DER (X.690 §10, {@code Ecdsa-Sig-Value} of RFC 3279 §2.2.3): lengths and integers must be
     * the shortest, both integers from 1 to the order of the curve less 1, and nothing may follow.
     *
     * @param scheme ES256 or ES256K
     * @param der the signature, which is not kept
     * @return the signature, or everything that is wrong
     */
    public static Validation<Seq<Violation>, EcdsaSignature> ofDer(SignatureScheme scheme, byte[] der) {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(der, "der");
        return read(scheme, parsed(scheme, der), new Violation("der",
                "must be the DER of a SEQUENCE of two INTEGERs, in its shortest form and with nothing after it"));
    }

    /**
     * Reads a signature in 64 bytes, r || s, 32 bytes each, big-endian (IEEE P1363, RFC 7518 §3.4). Both numbers must
     * be from 1 to the order of the curve less 1.
     *
     * @param scheme ES256 or ES256K
     * @param raw the signature, which is not kept
     * @return the signature, or everything that is wrong
     */
    public static Validation<Seq<Violation>, EcdsaSignature> ofRaw(SignatureScheme scheme, byte[] raw) {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(raw, "raw");
        return read(scheme, split(scheme, raw), new Violation("raw",
                "must be " + 2 * NUMBER_BYTES + " bytes: r and s, " + NUMBER_BYTES + " bytes each"));
    }

    private static Validation<Seq<Violation>, EcdsaSignature> read(
            SignatureScheme scheme, Option<EcdsaSignature> pair, Violation ifNone) {
        if (!scheme.isEcdsa()) {
            return new Violation("scheme", "must be ES256 or ES256K").asInvalid();
        }
        return pair.isEmpty() ? ifNone.asInvalid() : pair.get().inRange();
    }

    private static Option<EcdsaSignature> parsed(SignatureScheme scheme, byte[] der) {
        if (der.length > LONGEST_DER) {
            return Option.none();
        }
        try {
            return Option.of(ASN1Primitive.fromByteArray(der))
                    .filter(ASN1Sequence.class::isInstance).map(ASN1Sequence.class::cast)
                    .filter(sequence -> sequence.size() == 2)
                    .map(sequence -> new EcdsaSignature(scheme, number(sequence, 0), number(sequence, 1)))
                    // The parser reads BER, too; what it reads there is written in another way here.
                    .filter(pair -> Arrays.equals(pair.der(), der));
        } catch (IOException | RuntimeException notDer) {
            return Option.none();
        }
    }

    private static BigInteger number(ASN1Sequence sequence, int index) {
        return ASN1Integer.getInstance(sequence.getObjectAt(index)).getValue();
    }

    private static Option<EcdsaSignature> split(SignatureScheme scheme, byte[] raw) {
        return Option.when(raw.length == 2 * NUMBER_BYTES, () -> new EcdsaSignature(scheme,
                new BigInteger(1, raw, 0, NUMBER_BYTES), new BigInteger(1, raw, NUMBER_BYTES, NUMBER_BYTES)));
    }

    private Validation<Seq<Violation>, EcdsaSignature> inRange() {
        BigInteger order = (scheme == SignatureScheme.ES256 ? NamedCurve.P_256 : NamedCurve.SECP256K1).order();
        Seq<Violation> violations = List.of(outOfRange("r", r, order), outOfRange("s", s, order))
                .flatMap(violation -> violation);
        return violations.isEmpty() ? Validation.valid(this) : Validation.invalid(violations);
    }

    private static Option<Violation> outOfRange(String field, BigInteger number, BigInteger order) {
        return Option.when(number.signum() < 1 || number.compareTo(order) >= 0,
                () -> new Violation(field, "must be from 1 to the order of the curve less 1"));
    }

    /** Returns this signature as ASN.1 DER: a new array of 8 to 72 bytes. */
    public byte[] der() {
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(r));
        numbers.add(new ASN1Integer(s));
        try {
            return new DERSequence(numbers).getEncoded("DER");
        } catch (IOException memoryFails) {
            throw new UncheckedIOException(memoryFails);
        }
    }

    /** Returns this signature as r || s: a new array of 64 bytes. */
    public byte[] raw() {
        byte[] raw = new byte[2 * NUMBER_BYTES];
        put(r, raw, NUMBER_BYTES);
        put(s, raw, 2 * NUMBER_BYTES);
        return raw;
    }

    /** Writes a number right-aligned, without the leading byte for the sign that a large number has. */
    private static void put(BigInteger number, byte[] raw, int end) {
        byte[] signed = number.toByteArray();
        int digits = Math.min(signed.length, NUMBER_BYTES);
        System.arraycopy(signed, signed.length - digits, raw, end - digits, digits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EcdsaSignature that
                && scheme == that.scheme && r.equals(that.r) && s.equals(that.s);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scheme, r, s);
    }

    @Override
    public String toString() {
        return "EcdsaSignature[" + scheme.joseName() + "]";
    }
}
