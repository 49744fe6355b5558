package io.countersign.adapters.http.tls;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of PEM (RFC 7468), as a view into the text: wherever it begins, text around it is skipped, such as quotes, an
 * assignment or JSON. Within it, spaces and lines with a colon (headers) do not count, and {@code \n} is a line end. By
 * hand, because Java 17 reads certificates from PEM, but neither keys, nor without copies that nobody could wipe.
 *
 * @param label the label, such as {@code CERTIFICATE} or {@code PRIVATE KEY}
 * @param content the text between the lines of BEGIN and END; empty if there is no such END
 */
record PemBlock(String label, CharSequence content) {

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([^-]{1,64})-----");
    private static final Pattern END = Pattern.compile("-----(?:END ([^-]{1,64})-----)?");
    private static final Pattern ENCRYPTED = Pattern.compile("Proc-Type:\\s*4,\\s*ENCRYPTED");
    private static final Pattern MODERN_CIPHER = Pattern.compile("DEK-Info:\\s*(?:AES-(?:128|192|256)|DES-EDE3)-CBC");

    /** Returns the blocks in a text, up to one without its END. */
    static Seq<PemBlock> in(CharSequence text) {
        List<PemBlock> blocks = List.empty();
        Matcher begin = BEGIN.matcher(text);
        Matcher end = END.matcher(text);
        for (int from = 0; begin.find(from); from = end.end()) {
            String label = begin.group(1);
            if (!end.find(begin.end()) || !label.equals(end.group(1))) {
                return blocks.append(new PemBlock(label, ""));
            }
            blocks = blocks.append(new PemBlock(label, text.subSequence(begin.end(), end.start())));
        }
        return blocks;
    }

    boolean isCertificate() {
        return label.endsWith("CERTIFICATE") || label.equals("PKCS7");
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    /** Returns whether the block has the headers of encryption (RFC 1421 §4.6). */
    boolean isEncrypted() {
        return ENCRYPTED.matcher(content).find();
    }

    /** Returns whether OpenSSL 3 decrypts a block with such headers without its legacy provider. */
    boolean hasModernCipher() {
        return MODERN_CIPHER.matcher(content).find();
    }

    /** Returns the decoded content, empty if it is no base64, in a new array for the caller to wipe. */
    byte[] decoded() {
        byte[] base64 = new byte[content.length()];
        int length = 0;
        for (int line = 0; line < content.length();) {
            int end = line;
            boolean isHeader = false;
            while (end < content.length() && !isLineEnd(end)) {
                isHeader |= content.charAt(end++) == ':';
            }
            for (int at = line; !isHeader && at < end; at++) {
                char character = content.charAt(at);
                if (!Character.isWhitespace(character) && character != '\\') {
                    base64[length++] = (byte) Math.min(character, 0x7F);
                }
            }
            line = end + (end < content.length() && content.charAt(end) == '\\' ? 2 : 1);
        }
        byte[] trimmed = Arrays.copyOf(base64, length % 4 == 0 ? length : 0);
        try {
            return Base64.getDecoder().decode(trimmed);
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        } finally {
            Arrays.fill(base64, (byte) 0);
            Arrays.fill(trimmed, (byte) 0);
        }
    }

    /** Recognises a line end, or one that was escaped, as in JSON or in a variable of the environment. */
    private boolean isLineEnd(int at) {
        char character = content.charAt(at);
        return character == '\n' || character == '\r' || character == '\\' && at + 1 < content.length()
                && (content.charAt(at + 1) == 'n' || content.charAt(at + 1) == 'r');
    }

    // Without the content, which may be a key.
    @Override
    public String toString() {
        return "PemBlock[" + label + "]";
    }
}
