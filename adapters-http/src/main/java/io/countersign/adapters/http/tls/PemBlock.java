package io.countersign.adapters.http.tls;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of PEM (RFC 7468): what stands between its BEGIN and its END. A view into the text, of which it makes no copy
 * but the decoded one that it is asked for.
 *
 * @param label {@code CERTIFICATE}, {@code PRIVATE KEY}
 * @param content base64 with line breaks; in older forms headers before it
 */
record PemBlock(String label, CharSequence content) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** All blocks in that text, whatever else stands around them. */
    static Seq<PemBlock> in(CharSequence text) {
        List<PemBlock> blocks = List.empty();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks = blocks.append(new PemBlock(matcher.group(1), text.subSequence(matcher.start(2), matcher.end(2))));
        }
        return blocks;
    }

    static Seq<PemBlock> in(char[] text) {
        return in(CharBuffer.wrap(text));
    }

    boolean isCertificate() {
        return label.equals("CERTIFICATE");
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    /** Under a password, in one of the two ways to say so. */
    boolean isEncrypted() {
        return label.startsWith("ENCRYPTED") || content.chars().anyMatch(character -> character == ':');
    }

    /** The bytes in it, if it is base64. A new array, for the caller to wipe. */
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

    /** Without the content, which may be a key. */
    @Override
    public String toString() {
        return "PemBlock[" + label + "]";
    }
}
