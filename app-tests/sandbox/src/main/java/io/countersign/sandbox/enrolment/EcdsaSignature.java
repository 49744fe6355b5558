package io.countersign.sandbox.enrolment;

import io.vavr.control.Option;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The two integers of an ECDSA signature, read from strict DER (X.690 §8.3 and §10; RFC 3279 §2.2.3): shortest lengths,
 * shortest integers, no trailing bytes.
 *
 * @param r the first integer
 * @param s the second integer
 */
record EcdsaSignature(BigInteger r, BigInteger s) {

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    /** Reads a signature if the bytes are DER and both integers lie between 1 and the order, exclusive. */
    static Option<EcdsaSignature> ofDer(byte[] der, BigInteger order) {
        // Curves of 256 bits need at most 2 + 2 * (2 + 33) bytes, so that every length fits one octet.
        if (der.length < 8 || der.length > 72 || der[0] != SEQUENCE || der[1] != der.length - 2) {
            return Option.none();
        }
        int endOfR = endOfInteger(der, 2);
        if (endOfR < 0 || endOfInteger(der, endOfR) != der.length) {
            return Option.none();
        }
        return integer(der, 2, endOfR, order)
                .flatMap(r -> integer(der, endOfR, der.length, order).map(s -> new EcdsaSignature(r, s)));
    }

    private static int endOfInteger(byte[] der, int start) {
        if (start + 2 > der.length || der[start] != INTEGER || der[start + 1] < 1) {
            return -1;
        }
        int end = start + 2 + der[start + 1];
        return end <= der.length ? end : -1;
    }

    private static Option<BigInteger> integer(byte[] der, int start, int end, BigInteger order) {
        byte[] content = Arrays.copyOfRange(der, start + 2, end);
        BigInteger value = new BigInteger(content);
        boolean shortest = Arrays.equals(value.toByteArray(), content);
        return Option.when(shortest && value.signum() > 0 && value.compareTo(order) < 0, value);
    }
}
