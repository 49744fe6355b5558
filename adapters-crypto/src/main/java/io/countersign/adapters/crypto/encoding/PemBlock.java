package io.countersign.adapters.crypto.encoding;

import io.countersign.domain.OneLine;
import io.vavr.control.Option;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * One block of a PEM text (RFC 7468).
 *
 * @param label the label of its BEGIN line
 * @param cipher the cipher that its content is encrypted with, if it has the headers that say so (RFC 1421 §4.6)
 * @param content the decoded bytes, not copied
 */
public record PemBlock(String label, Option<String> cipher, byte[] content) {

    static final String BEGIN = "-----BEGIN ";
    static final String END = "-----END ";
    static final String DASHES = "-----";

    private static final int LINE = 64;

    /** Encodes bytes as PEM, which the caller overwrites if they are secret. */
    public static char[] text(String label, byte[] content) {
        byte[] base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encode(content);
        CharBuffer text = CharBuffer.allocate(base64.length + 2 * label.length() + 40)
                .put(BEGIN).put(label).put(DASHES).put('\n');
        for (byte character : base64) {
            text.put((char) character);
        }
        text.put('\n').put(END).put(label).put(DASHES).put('\n').flip();
        char[] pem = new char[text.limit()];
        text.get(pem);
        Arrays.fill(text.array(), '\0');
        Arrays.fill(base64, (byte) 0);
        return pem;
    }

    @Override
    public String toString() {
        return "PemBlock[" + OneLine.of(label) + "]";
    }
}
