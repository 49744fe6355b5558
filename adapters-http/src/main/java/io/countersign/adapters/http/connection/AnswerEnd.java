package io.countersign.adapters.http.connection;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Finds where each answer ends among the bytes of a connection that speaks HTTP/1.1 (RFC 9112 §6), so that bytes behind
 * it are noticed. Understands only answers that every reader takes alike; after any other the end counts as unknown.
 * Used by one thread at a time.
 */
final class AnswerEnd {

    private enum State { UNUSED, HEAD, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILERS, ENDED, UNKNOWN }

    private static final int LONGEST_LINE = 128;
    private static final int LONGEST_HEAD = 1 << 16;
    private static final long NONE = -1;
    private static final int MOST_DIGITS = 15;
    private static final String VERSION = "HTTP/1.1 ";
    private static final int STATUS_END = VERSION.length() + 3;
    private static final String LENGTH = "Content-Length";
    private static final String ENCODING = "Transfer-Encoding";

    /** Many servers close connections that were idle for 5 seconds; what meets that may count as carried out. */
    private static final long MOST_IDLE_NANOS = Duration.ofSeconds(4).toNanos();

    private final LongSupplier nanoTime;
    private State state = State.UNUSED;
    private long lastRead;
    /** The beginning of the current line; lines that matter are short. */
    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private boolean afterReturn;
    private int headLength;
    private int status;
    private long length;
    private boolean chunked;

    AnswerEnd() {
        this(System::nanoTime);
    }

    AnswerEnd(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean isUnused() {
        return state == State.UNUSED;
    }

    /**
     * Records that a request is about to be sent.
     *
     * @return whether nothing has come on the connection but whole answers, the last one a moment ago
     */
    boolean begin(String method) {
        boolean clean = state == State.UNUSED
                || state == State.ENDED && nanoTime.getAsLong() - lastRead < MOST_IDLE_NANOS;
        // The answer to HEAD announces a body that does not come.
        state = clean && !method.equals("HEAD") ? State.HEAD : State.UNKNOWN;
        status = 0;
        length = NONE;
        chunked = false;
        headLength = 0;
        lineLength = 0;
        afterReturn = false;
        return clean;
    }

    /** Takes bytes that were read. */
    void read(byte[] bytes, int offset, int count) {
        lastRead = nanoTime.getAsLong();
        int end = offset + count;
        for (int at = offset; at < end && state != State.UNKNOWN;) {
            if (state == State.BODY || state == State.CHUNK) {
                int taken = (int) Math.min(length, end - at);
                at += taken;
                length -= taken;
                if (length == 0) {
                    state = state == State.BODY ? State.ENDED : State.CHUNK_END;
                }
            } else {
                read(bytes[at++]);
            }
        }
    }

    private void read(byte next) {
        if (state == State.UNUSED || state == State.ENDED || ++headLength > LONGEST_HEAD) {
            state = State.UNKNOWN;
        } else if (next == '\n') {
            state = afterReturn ? afterLine() : State.UNKNOWN;
            lineLength = 0;
            afterReturn = false;
        } else if (afterReturn) {
            state = State.UNKNOWN;
        } else if (next == '\r') {
            afterReturn = true;
        } else {
            if (lineLength < LONGEST_LINE) {
                line[lineLength] = next;
            }
            lineLength++;
        }
    }

    private State afterLine() {
        return switch (state) {
            case HEAD -> status == 0 ? afterStatus() : lineLength == 0 ? afterHead() : afterHeader();
            case CHUNK_SIZE -> afterChunkSize();
            case CHUNK_END -> lineLength == 0 ? State.CHUNK_SIZE : State.UNKNOWN;
            case TRAILERS -> lineLength == 0 ? State.ENDED : State.UNKNOWN;
            default -> State.UNKNOWN;
        };
    }

    private State afterStatus() {
        String text = text();
        boolean known = text.startsWith(VERSION) && (text.length() == STATUS_END || text.length() > STATUS_END
                && text.charAt(STATUS_END) == ' ');
        status = known ? (int) number(text.substring(VERSION.length(), STATUS_END), 10) : 0;
        return status < 200 || status == 304 ? State.UNKNOWN : State.HEAD;
    }

    private State afterHeader() {
        int colon = 0;
        int kept = Math.min(lineLength, LONGEST_LINE);
        while (colon < kept && line[colon] > ' ' && line[colon] < 0x7F && line[colon] != ':') {
            colon++;
        }
        // Some readers fold case beyond ASCII, or take a line that begins with a space for more of the one before.
        if (colon == 0 || colon == kept || line[colon] != ':') {
            return State.UNKNOWN;
        } else if (colon != LENGTH.length() && colon != ENCODING.length()) {
            return State.HEAD;
        }
        String text = text();
        if (LENGTH.length() == colon && text.regionMatches(true, 0, LENGTH, 0, colon)) {
            boolean first = length == NONE && lineLength <= LONGEST_LINE;
            length = number(text.substring(colon + 1).strip(), 10);
            return first && length != NONE ? State.HEAD : State.UNKNOWN;
        } else if (ENCODING.length() == colon && text.regionMatches(true, 0, ENCODING, 0, colon)) {
            boolean first = !chunked && lineLength <= LONGEST_LINE;
            chunked = true;
            return first && text.substring(colon + 1).strip().equalsIgnoreCase("chunked") ? State.HEAD : State.UNKNOWN;
        }
        return State.HEAD;
    }

    private State afterHead() {
        if (chunked) {
            return length == NONE && status != 204 ? State.CHUNK_SIZE : State.UNKNOWN;
        } else if (length == 0 || length == NONE && status == 204) {
            return State.ENDED;
        }
        return length == NONE || status == 204 ? State.UNKNOWN : State.BODY;
    }

    private State afterChunkSize() {
        length = number(text(), 16);
        return length == 0 ? State.TRAILERS : length == NONE ? State.UNKNOWN : State.CHUNK;
    }

    /** Returns the number that a text of digits alone denotes, or {@link #NONE}. */
    private static long number(String digits, int radix) {
        long value = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(at) < 0x7F ? Character.digit(digits.charAt(at), radix) : -1;
            if (digit < 0 || at == MOST_DIGITS) {
                return NONE;
            }
            value = value * radix + digit;
        }
        return digits.isEmpty() ? NONE : value;
    }

    @SuppressWarnings("deprecation") // each byte is one character, without decoding
    private String text() {
        return new String(line, 0, 0, Math.min(lineLength, LONGEST_LINE));
    }
}
