package io.countersign.adapters.crypto.pkcs11;

import io.countersign.domain.OneLine;
import io.vavr.collection.Seq;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as SunPKCS11 passes it to and from a token: one character for each byte of its UTF-8.
 *
 * <p>PKCS#11 has PINs and labels in UTF-8 (v2.40 §5.6.7, {@code CK_UTF8CHAR}). SunPKCS11, as of Java 17 and 25, takes
 * the low byte of each character of a PIN, and makes each byte of a label a character. ASCII stays as it is; a PIN with
 * an umlaut would be a wrong one, and count as such.
 */
final class CryptokiText {

    private static final int MOST_BYTES_PER_CHARACTER = 3;

    private CryptokiText() {}

    /** Returns the encoded text in a new array, which the caller wipes; no other copy is left. */
    static char[] encoded(char[] text) {
        byte[] utf8 = new byte[text.length * MOST_BYTES_PER_CHARACTER];
        try {
            ByteBuffer written = ByteBuffer.wrap(utf8);
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), written, true);
            char[] encoded = new char[written.position()];
            for (int at = 0; at < encoded.length; at++) {
                encoded[at] = (char) (utf8[at] & 0xFF);
            }
            return encoded;
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }

    static String encoded(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    static String decoded(String text) {
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Shows labels in a message, nothing if there are none: anybody may have chosen them, and there may be many. */
    static String quoted(Seq<String> labels) {
        return OneLine.ofAll(labels.map(label -> "\"" + OneLine.of(label) + "\""), "");
    }
}
