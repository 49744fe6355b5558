package io.countersign.adapters.http.webauthn;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads as much CBOR (RFC 8949) as it takes to find the parts of an attestation object. Lengths are definite, as CTAP2
 * has it (CTAP 2.1 §8); nothing is nested deeper than 16 levels.
 */
final class CborReader {

    private static final int DEEPEST = 16;
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;

    private final byte[] cbor;
    private int position;
    private int major;

    /** Reads from that position on, which may be beyond the end. */
    CborReader(byte[] cbor, int position) {
        this.cbor = cbor;
        this.position = position;
    }

    /** Returns the position behind what was read. */
    int position() {
        return position;
    }

    /** Reads the head of a map and returns the number of its entries. */
    long map() throws Malformed {
        return argumentOf(MAP);
    }

    /** Reads a whole map. */
    void skipMap() throws Malformed {
        for (long left = map(); left > 0; left--) {
            skip();
            skip();
        }
    }

    String text() throws Malformed {
        return new String(bytes(argumentOf(TEXT)), StandardCharsets.UTF_8);
    }

    byte[] bytes() throws Malformed {
        return bytes(argumentOf(BYTES));
    }

    /** Reads an integer, signed or not. */
    long integer() throws Malformed {
        long argument = argument();
        if (major != UNSIGNED && major != NEGATIVE) {
            throw new Malformed();
        }
        return major == UNSIGNED ? argument : -1 - argument;
    }

    /** Reads any item. */
    void skip() throws Malformed {
        skip(0);
    }

    /** Throws if there is more to read. */
    void end() throws Malformed {
        if (position != cbor.length) {
            throw new Malformed();
        }
    }

    private void skip(int depth) throws Malformed {
        long argument = argument();
        if (depth > DEEPEST) {
            throw new Malformed();
        }
        switch (major) {
            case BYTES, TEXT -> bytes(argument);
            case ARRAY -> skip(argument, depth);
            case MAP -> {
                skip(argument, depth);
                skip(argument, depth);
            }
            case TAG -> skip(depth + 1);
            default -> { }
        }
    }

    private void skip(long items, int depth) throws Malformed {
        for (long left = items; left > 0; left--) {
            skip(depth + 1);
        }
    }

    private long argumentOf(int expected) throws Malformed {
        long argument = argument();
        if (major != expected) {
            throw new Malformed();
        }
        return argument;
    }

    /** Reads the head of an item (RFC 8949 §3) and returns its argument, without a sign. */
    private long argument() throws Malformed {
        int initial = next();
        major = initial >> 5;
        int additional = initial & 0x1F;
        if (additional < 24) {
            return additional;
        } else if (additional > 27) {
            throw new Malformed();
        }
        long argument = 0;
        for (int left = 1 << additional - 24; left > 0; left--) {
            argument = argument << 8 | next();
        }
        if (argument < 0) {
            throw new Malformed();
        }
        return argument;
    }

    private int next() throws Malformed {
        if (position >= cbor.length) {
            throw new Malformed();
        }
        return cbor[position++] & 0xFF;
    }

    private byte[] bytes(long length) throws Malformed {
        if (length > cbor.length - position) {
            throw new Malformed();
        }
        position += (int) length;
        return Arrays.copyOfRange(cbor, position - (int) length, position);
    }

    /** Thrown for bytes that are not such CBOR. */
    static final class Malformed extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
