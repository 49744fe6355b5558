package io.countersign.adapters.http.connection;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Shows an {@link AnswerEnd} all bytes that are read. */
final class WatchedInput extends FilterInputStream {

    private final AnswerEnd answers;

    WatchedInput(InputStream in, AnswerEnd answers) {
        super(in);
        this.answers = answers;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
            answers.read(bytes, offset, count);
        }
        return count;
    }

    /** Skips nothing, so that no byte is missed. */
    @Override
    public long skip(long count) {
        return 0;
    }
}
