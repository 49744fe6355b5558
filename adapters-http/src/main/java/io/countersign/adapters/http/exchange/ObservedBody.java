package io.countersign.adapters.http.exchange;

import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * A body that records in the {@link Progress} of its exchange who reads it. An interceptor of the application may read
 * it into memory; but it is sent only in the one transmission, and not after the exchange was abandoned, by any client
 * and however the request was rebuilt.
 */
public final class ObservedBody extends RequestBody {

    private final RequestBody body;
    private final Progress progress;

    private ObservedBody(RequestBody body, Progress progress) {
        this.body = body;
        this.progress = progress;
    }

    static ObservedBody of(RequestBody body, Progress progress) throws IOException {
        if (body.contentLength() != 0) {
            progress.guardsBody();
        }
        return new ObservedBody(body, progress);
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        if (!progress.takeBody(sink instanceof Buffer)) {
            throw new ProgressObserver.SentAlready();
        }
        body.writeTo(sink);
    }
}
