package io.countersign.adapters.crypto.encoding;

import java.util.Arrays;
import java.util.Base64;

/** The Base64 of one block after the other while it is read (RFC 4648 §4, padded). */
final class PemContent implements AutoCloseable {

    private final byte[] base64;
    private int length;

    /** For blocks of so many characters at the most. */
    PemContent(int capacity) {
        base64 = new byte[capacity];
    }

    /** The next character; spaces between two do not count. */
    void append(char character) {
        if (character > '\u007F') {
            throw new IllegalArgumentException("no Base64");
        }
        if (!Character.isWhitespace(character)) {
            base64[length++] = (byte) character;
        }
    }

    /** The bytes, of which nothing but the returned array is left behind. */
    byte[] decoded() {
        if (length % 4 != 0) {
            throw new IllegalArgumentException("Base64 without its end");
        }
        byte[] characters = Arrays.copyOf(base64, length);
        byte[] decoded = new byte[length / 4 * 3 - padding()];
        try {
            Base64.getDecoder().decode(characters, decoded);
            return decoded;
        } catch (IllegalArgumentException noBase64) {
            Arrays.fill(decoded, (byte) 0);
            throw noBase64;
        } finally {
            Arrays.fill(characters, (byte) 0);
        }
    }

    private int padding() {
        int padding = 0;
        while (padding < Math.min(2, length) && base64[length - 1 - padding] == '=') {
            padding++;
        }
        return padding;
    }

    /** Makes room for the next block. */
    void wipe() {
        Arrays.fill(base64, 0, length, (byte) 0);
        length = 0;
    }

    @Override
    public void close() {
        wipe();
    }
}
