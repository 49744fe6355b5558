package io.countersign.contracts.support;

import io.vavr.collection.List;
import io.vavr.collection.Seq;

import java.nio.ByteBuffer;

/**
 * Extracts the secret parts from the DER of a private key (PKCS#8, SEC 1 or PKCS#1): octet strings and long integers,
 * except an RSA modulus, which is public.
 */
final class PrivateNumbers {

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    /** The index among the integers of an RSAPrivateKey (RFC 8017 §A.1.2). */
    private static final int MODULUS = 1;
    private static final int SHORTEST_IN_BYTES = 16;

    private PrivateNumbers() {
    }

    /** Returns the secret parts; none if the bytes are not DER. */
    static Seq<byte[]> in(byte[] der) {
        ByteBuffer rest = ByteBuffer.wrap(der);
        Seq<byte[]> numbers = List.empty();
        int integers = 0;
        while (rest.remaining() >= 2) {
            int tag = rest.get() & 0xFF;
            int length = length(rest);
            if (length < 0 || length > rest.remaining()) {
                return List.empty();
            }
            byte[] content = new byte[length];
            rest.get(content);
            boolean secret = tag == OCTET_STRING || tag == INTEGER && integers++ != MODULUS;
            if (secret && length >= SHORTEST_IN_BYTES) {
                numbers = numbers.append(content);
            }
            if (tag == OCTET_STRING || tag == SEQUENCE) {
                numbers = numbers.appendAll(in(content));
            }
        }
        return numbers;
    }

    private static int length(ByteBuffer rest) {
        int first = rest.get() & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int bytes = first & 0x7F;
        if (bytes > 3 || bytes > rest.remaining()) {
            return -1;
        }
        int length = 0;
        for (int read = 0; read < bytes; read++) {
            length = length << 8 | rest.get() & 0xFF;
        }
        return length;
    }
}
