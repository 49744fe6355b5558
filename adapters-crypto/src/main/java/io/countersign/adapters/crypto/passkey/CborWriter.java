package io.countersign.adapters.crypto.passkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Writes the few kinds of CBOR (RFC 8949) that a passkey's registration needs, each in its shortest form. By hand,
 * since 40 lines do not justify a dependency for every application. Callers write the keys of a map in CTAP2's
 * canonical order: shorter ones first, then by their bytes.
 */
final class CborWriter {

    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int MAP = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Writes the head of a map with that many entries; the caller writes keys and values. */
    CborWriter map(int entries) {
        return head(MAP, entries);
    }

    CborWriter integer(int value) {
        return value < 0 ? head(NEGATIVE, -1 - value) : head(UNSIGNED, value);
    }

    CborWriter text(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        head(TEXT, utf8.length).out.writeBytes(utf8);
        return this;
    }

    CborWriter bytes(byte[] bytes) {
        head(BYTES, bytes.length).out.writeBytes(bytes);
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    /** Writes a major type and its argument (RFC 8949 §3), which is below 65536. */
    private CborWriter head(int majorType, int argument) {
        int type = majorType << 5;
        if (argument < 24) {
            out.write(type | argument);
        } else if (argument < 0x100) {
            out.write(type | 24);
            out.write(argument);
        } else {
            out.write(type | 25);
            out.write(argument >>> 8);
            out.write(argument);
        }
        return this;
    }
}
