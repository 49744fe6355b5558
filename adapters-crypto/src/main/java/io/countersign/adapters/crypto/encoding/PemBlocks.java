package io.countersign.adapters.crypto.encoding;

import io.vavr.collection.Seq;
import io.vavr.collection.Vector;

import java.util.Arrays;

/**
 * The PEM blocks in a text (RFC 7468). Other text around them is skipped, as are spaces around lines and a byte order
 * mark.
 *
 * <p>Done by hand, since Bouncy Castle's reader leaves each line behind as a string that cannot be overwritten, and
 * that of its FIPS artifact accepts a text without its END line.
 */
public final class PemBlocks {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Seq<PemBlock> blocks;
    private final boolean damaged;

    private PemBlocks(Seq<PemBlock> blocks, boolean damaged) {
        this.blocks = blocks;
        this.damaged = damaged;
    }

    /** Reads the blocks of a text. */
    public static PemBlocks in(char[] text) {
        Lines lines = new Lines(text);
        Vector<PemBlock> blocks = Vector.empty();
        try (PemContent content = new PemContent(text.length)) {
            while (lines.next()) {
                if (lines.startWith(PemBlock.BEGIN)) {
                    content.wipe();
                    blocks = blocks.append(block(lines, content));
                }
            }
            return new PemBlocks(blocks, false);
        } catch (IllegalArgumentException noWayOn) {
            return new PemBlocks(blocks, true);
        }
    }

    /** Reads the block whose BEGIN line was just read. */
    private static PemBlock block(Lines lines, PemContent content) {
        String label = lines.between(PemBlock.BEGIN, PemBlock.DASHES);
        Vector<String> headers = Vector.empty();
        while (lines.next()) {
            if (lines.startWith(PemBlock.DASHES)) {
                if (lines.between(PemBlock.END, PemBlock.DASHES).equals(label)) {
                    return new PemBlock(label, headers, content.decoded());
                }
                throw new IllegalArgumentException("another END");
            }
            if (lines.contain(':')) {
                headers = headers.append(lines.toString());
            } else {
                lines.appendTo(content);
            }
        }
        throw new IllegalArgumentException("no END");
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

    /** Reads lines in place, without the spaces around them. */
    private static final class Lines {

        private final char[] text;
        private int from;
        private int to;
        private int following;

        Lines(char[] text) {
            this.text = text;
        }

        boolean next() {
            if (following >= text.length) {
                return false;
            }
            from = following;
            to = from;
            while (to < text.length && text[to] != '\n' && text[to] != '\r') {
                to++;
            }
            following = to + 1;
            while (from < to && isBlank(text[from])) {
                from++;
            }
            while (from < to && isBlank(text[to - 1])) {
                to--;
            }
            return true;
        }

        private static boolean isBlank(char character) {
            return Character.isWhitespace(character) || character == BYTE_ORDER_MARK;
        }

        boolean startWith(String start) {
            if (to - from < start.length()) {
                return false;
            }
            for (int at = 0; at < start.length(); at++) {
                if (text[from + at] != start.charAt(at)) {
                    return false;
                }
            }
            return true;
        }

        boolean contain(char sought) {
            for (int at = from; at < to; at++) {
                if (text[at] == sought) {
                    return true;
                }
            }
            return false;
        }

        /** Returns the text between a start and an end, which has no dash in it. */
        String between(String start, String end) {
            String line = toString();
            if (!line.startsWith(start) || line.indexOf('-', start.length()) != line.length() - end.length()
                    || !line.endsWith(end) || line.length() == start.length() + end.length()) {
                throw new IllegalArgumentException("no " + start);
            }
            return line.substring(start.length(), line.length() - end.length());
        }

        void appendTo(PemContent content) {
            for (int at = from; at < to; at++) {
                content.append(text[at]);
            }
        }

        /** Returns this line, which must hold no secret. */
        @Override
        public String toString() {
            return new String(text, from, to - from);
        }
    }
}
