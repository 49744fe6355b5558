package io.countersign.adapters.crypto.encoding;

import io.vavr.collection.Seq;
import io.vavr.collection.List;
import io.vavr.control.Option;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PEM blocks in a text (RFC 7468), wherever they begin: text around them is skipped, such as quotes, an assignment
 * or JSON. Within a block, spaces and lines with a colon (headers) do not count, and {@code \n} is a line end.
 *
 * <p>Done by hand, since Bouncy Castle's reader leaves each line behind as a string that cannot be overwritten, and
 * that of its FIPS artifact accepts a text without its END line.
 */
public final class PemBlocks {

    private static final int LONGEST_LABEL = 64;

    private final Seq<PemBlock> blocks;
    private final boolean damaged;

    private PemBlocks(List<PemBlock> lastFirst, boolean damaged) {
        this.blocks = lastFirst.reverse();
        this.damaged = damaged;
    }

    /** The headers of an encrypted block (RFC 1421 §4.6.1). A class of its own, since few blocks have any. */
    private static final class Headers {

        private static final Pattern ENCRYPTED = Pattern.compile("Proc-Type:\\s*4,\\s*ENCRYPTED");
        private static final Pattern CIPHER = Pattern.compile("DEK-Info:\\s*([A-Za-z0-9-]{1,20})");

        static Option<String> cipher(CharSequence block) {
            Matcher cipher = CIPHER.matcher(block);
            return Option.when(ENCRYPTED.matcher(block).find(), () -> cipher.find() ? cipher.group(1) : "");
        }
    }

    /** Reads the blocks of a text. */
    public static PemBlocks in(char[] text) {
        List<PemBlock> lastFirst = List.empty();
        try (PemContent content = new PemContent(text.length)) {
            for (int begin = indexOf(PemBlock.BEGIN, text, 0); begin < text.length;) {
                int labelAt = begin + PemBlock.BEGIN.length();
                int labelEnd = indexOf(PemBlock.DASHES, text, labelAt);
                int from = labelEnd + PemBlock.DASHES.length();
                int end = indexOf(PemBlock.DASHES, text, from);
                if (labelEnd - labelAt > LONGEST_LABEL || end == text.length) {
                    return new PemBlocks(lastFirst, true);
                }
                String label = new String(text, labelAt, labelEnd - labelAt);
                String endLine = PemBlock.END + label + PemBlock.DASHES;
                if (!startsWith(endLine, text, end)) {
                    return new PemBlocks(lastFirst, true);
                }
                lastFirst = lastFirst.prepend(new PemBlock(
                        label, cipher(text, from, end), content.decoded(text, from, end)));
                begin = indexOf(PemBlock.BEGIN, text, end + endLine.length());
            }
            return new PemBlocks(lastFirst, false);
        } catch (IllegalArgumentException noBase64) {
            return new PemBlocks(lastFirst, true);
        }
    }

    private static Option<String> cipher(char[] text, int from, int end) {
        for (int at = from; at < end; at++) {
            if (text[at] == ':') {
                return Headers.cipher(CharBuffer.wrap(text, from, end - from));
            }
        }
        return Option.none();
    }

    /** Returns where that stands next, or the length of the text. */
    private static int indexOf(String sought, char[] text, int from) {
        int at = from;
        while (at < text.length && !startsWith(sought, text, at)) {
            at++;
        }
        return Math.min(at, text.length);
    }

    private static boolean startsWith(String start, char[] text, int at) {
        for (int index = 0; index < start.length(); index++) {
            if (at + index >= text.length || text[at + index] != start.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the blocks that could be read, in their order. */
    public Seq<PemBlock> all() {
        return blocks;
    }

    /** Returns true if a block could not be read. */
    public boolean areDamaged() {
        return damaged;
    }

    /** Overwrites the contents of all blocks. */
    public void wipe() {
        blocks.forEach(block -> Arrays.fill(block.content(), (byte) 0));
    }
}
