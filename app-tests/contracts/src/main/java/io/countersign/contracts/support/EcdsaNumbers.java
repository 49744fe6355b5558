package io.countersign.contracts.support;

import io.vavr.control.Option;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The two integers of an ECDSA signature on a 256-bit curve, read from any common encoding, so that a wrong encoding
 * can be told from a wrong key.
 *
 * @param r the first integer, which reveals a nonce that is used twice
 * @param s the second integer
 */
public record EcdsaNumbers(BigInteger r, BigInteger s) {

    private static final int FIELD_IN_BYTES = 32;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    /** Reads the integers from DER, leniently, or from r‖s. */
    public static Option<EcdsaNumbers> of(byte[] signature) {
        return ofDer(signature).orElse(() -> ofRaw(signature));
    }

    private static Option<EcdsaNumbers> ofRaw(byte[] signature) {
        return Option.when(signature.length == 2 * FIELD_IN_BYTES, () -> new EcdsaNumbers(
                new BigInteger(1, signature, 0, FIELD_IN_BYTES),
                new BigInteger(1, signature, FIELD_IN_BYTES, FIELD_IN_BYTES)));
    }

    /** Accepts integers that are too long or lack the sign byte, and ignores trailing bytes. */
    private static Option<EcdsaNumbers> ofDer(byte[] signature) {
        if (signature.length < 8 || signature[0] != SEQUENCE || signature[2] != INTEGER || signature[3] < 1) {
            return Option.none();
        }
        int second = 4 + signature[3];
        if (second + 2 >= signature.length || signature[second] != INTEGER || signature[second + 1] < 1
                || second + 2 + signature[second + 1] > signature.length) {
            return Option.none();
        }
        return Option.some(new EcdsaNumbers(
                new BigInteger(1, signature, 4, signature[3]),
                new BigInteger(1, signature, second + 2, signature[second + 1])));
    }

    /** Returns the encoding that the API takes: ASN.1 DER (RFC 3279 §2.2.3). */
    public byte[] der() {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        byte[] first = r.toByteArray();
        byte[] second = s.toByteArray();
        der.write(SEQUENCE);
        der.write(4 + first.length + second.length);
        for (byte[] number : new byte[][] {first, second}) {
            der.write(INTEGER);
            der.write(number.length);
            der.writeBytes(number);
        }
        return der.toByteArray();
    }

    /** Returns r‖s, both with leading zeros (IEEE P1363), if the integers fit. */
    public Option<byte[]> raw() {
        byte[] raw = new byte[2 * FIELD_IN_BYTES];
        return Option.when(put(r, raw, FIELD_IN_BYTES) && put(s, raw, 2 * FIELD_IN_BYTES), raw);
    }

    private static boolean put(BigInteger number, byte[] into, int end) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        if (unsigned.length > FIELD_IN_BYTES) {
            return false;
        }
        System.arraycopy(unsigned, 0, into, end - unsigned.length, unsigned.length);
        return true;
    }
}
