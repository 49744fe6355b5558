package io.countersign.adapters.crypto.encoding;

import java.util.Arrays;
import java.util.Base64;

/** Collects the Base64 of a block (RFC 4648 §4, padded) in an array that is overwritten after use. */
final class PemContent implements AutoCloseable {

    private final byte[] base64;
    private int length;

    PemContent(int capacity) {
        base64 = new byte[capacity];
    }

    /** Decodes a block, and leaves nothing behind but the returned array. */
    byte[] decoded(char[] text, int from, int to) {
        close();
        for (int line = from; line < to;) {
            int end = line;
            boolean isHeader = false;
            while (end < to && !isLineEnd(text, end, to)) {
                isHeader |= text[end++] == ':';
            }
            for (int at = line; !isHeader && at < end; at++) {
                append(text[at]);
            }
            line = end + (end < to && text[end] == '\\' ? 2 : 1);
        }
        return decoded();
    }

    /** Recognises a line end, or one that was escaped, as in JSON or in a variable of the environment. */
    private static boolean isLineEnd(char[] text, int at, int to) {
        return text[at] == '\n' || text[at] == '\r'
                || text[at] == '\\' && at + 1 < to && (text[at + 1] == 'n' || text[at + 1] == 'r');
    }

    /** Appends a character, unless it is a space, or a backslash as it stands before escaped characters. */
    private void append(char character) {
        if (character > '\u007F') {
            throw new IllegalArgumentException("no Base64");
        }
        if (!Character.isWhitespace(character) && character != '\\') {
            base64[length++] = (byte) character;
        }
    }

    private byte[] decoded() {
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

    /** Overwrites the block. */
    @Override
    public void close() {
        Arrays.fill(base64, 0, length, (byte) 0);
        length = 0;
    }
}
