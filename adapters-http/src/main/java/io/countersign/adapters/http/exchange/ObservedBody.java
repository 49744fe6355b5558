package io.countersign.adapters.http.exchange;

import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;

import java.io.IOException;

/**
 * A body that records in the {@link Progress} of its exchange who reads it. An interceptor of the application may read
 * it into memory; but it is sent only in the one transmission, and not after the exchange was abandoned, by any client
 * and however the request was rebuilt.
 */
public final class ObservedBody extends OneShotBody {

    private final Progress progress;

    private ObservedBody(RequestBody body, Progress progress) {
        super(body);
        this.progress = progress;
    }

    static ObservedBody of(RequestBody body, Progress progress) throws IOException {
        if (body.contentLength() != 0) {
            progress.guardsBody();
        }
        return new ObservedBody(body, progress);
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        if (!progress.takeBody(sink instanceof Buffer)) {
            throw new ProgressObserver.SentAlready();
        }
        super.writeTo(sink);
    }
}
