package io.countersign.adapters.http.exchange;

import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Utf8;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** A text in UTF-8 that is encoded while it is sent, so that it takes no further memory. */
public final class TextBody extends RequestBody {

    private static final int SLICE = 2048;

    private final String text;
    private final @Nullable MediaType type;
    private final long length;

    /**
     * Creates a body.
     *
     * @param text without halves of surrogate pairs
     * @param type the Content-Type, or null for none
     */
    public TextBody(String text, @Nullable MediaType type) {
        this.text = text;
        this.type = type;
        this.length = Utf8.size(text);
    }

    @Override
    public @Nullable MediaType contentType() {
        return type;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        for (int begin = 0; begin < text.length();) {
            int end = Math.min(begin + SLICE, text.length());
            end -= end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
            sink.writeUtf8(text, begin, end);
            begin = end;
        }
    }
}
