package io.countersign.adapters.http.tls;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of PEM (RFC 7468), as a view into the text. By hand, because Java 17 reads certificates from PEM, but neither
 * keys, nor without copies that nobody could wipe.
 *
 * @param label the label, such as {@code CERTIFICATE} or {@code PRIVATE KEY}
 * @param content the text between the lines of BEGIN and END: base64, in older forms with headers before it
 */
record PemBlock(String label, CharSequence content) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** Returns all blocks in a text; what is around them is skipped. */
    static Seq<PemBlock> in(CharSequence text) {
        List<PemBlock> blocks = List.empty();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks = blocks.append(new PemBlock(matcher.group(1), text.subSequence(matcher.start(2), matcher.end(2))));
        }
        return blocks;
    }

    boolean isCertificate() {
        return label.equals("CERTIFICATE");
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    /** Returns whether the block is encrypted with a password, by PKCS#8 or in the older form with headers. */
    boolean isEncrypted() {
        return label.startsWith("ENCRYPTED") || content.chars().anyMatch(character -> character == ':');
    }

    /** Returns the decoded content, if it is base64, in a new array for the caller to wipe. */
    Option<byte[]> decoded() {
        byte[] base64 = new byte[content.length()];
        int length = 0;
        for (int at = 0; at < content.length(); at++) {
            if (content.charAt(at) > ' ') {
                base64[length++] = (byte) Math.min(content.charAt(at), 0x7F);
            }
        }
        byte[] trimmed = Arrays.copyOf(base64, length);
        try {
            return Option.some(Base64.getDecoder().decode(trimmed));
        } catch (IllegalArgumentException noBase64) {
            return Option.none();
        } finally {
            Arrays.fill(base64, (byte) 0);
            Arrays.fill(trimmed, (byte) 0);
        }
    }

    // Without the content, which may be a key.
    @Override
    public String toString() {
        return "PemBlock[" + label + "]";
    }
}
