package io.countersign.adapters.crypto;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

import java.io.CharArrayReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * The PEM blocks in a text (RFC 7468), and whatever else stands around them skipped. Spaces around lines, as in an
 * indented configuration file, and a byte order mark do not matter.
 */
final class PemBlocks {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Seq<PemObject> blocks;
    private final boolean damaged;

    private PemBlocks(Seq<PemObject> blocks, boolean damaged) {
        this.blocks = blocks;
        this.damaged = damaged;
    }

    static PemBlocks in(char[] text) {
        List<PemObject> blocks = List.empty();
        boolean damaged = false;
        try (StrippingReader reader = new StrippingReader(text)) {
            while (!reader.atEnd) {
                PemObject block = reader.readPemObject();
                if (block != null) {
                    blocks = blocks.append(block);
                } else {
                    damaged |= !reader.atEnd;
                }
            }
        } catch (IOException | RuntimeException noWayOn) {
            damaged = true;
        }
        return new PemBlocks(blocks, damaged);
    }

    /** The blocks that could be read, in their order. */
    Seq<PemObject> all() {
        return blocks;
    }

    /** Whether there is a BEGIN that no block came of. */
    boolean areDamaged() {
        return damaged;
    }

    /** Overwrites the contents of all blocks. */
    void wipe() {
        blocks.forEach(block -> Arrays.fill(block.getContent(), (byte) 0));
    }

    /** Reads from the array itself; the reader's buffer and the lines are copies that nothing can wipe. */
    private static final class StrippingReader extends PemReader {

        private boolean atEnd;

        StrippingReader(char[] text) {
            super(new CharArrayReader(text));
        }

        @Override
        public @Nullable String readLine() throws IOException {
            String line = super.readLine();
            atEnd = line == null;
            return line == null ? null : line.replace(BYTE_ORDER_MARK, "").strip();
        }
    }
}
