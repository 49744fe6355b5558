package io.countersign.adapters.http.exchange;

import okhttp3.MediaType;
import okhttp3.Request;
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

    /** Returns a request with its body observed, if it has one. */
    public static Request in(Request request, Progress progress) throws IOException {
        RequestBody body = request.body();
        if (body == null) {
            return request;
        }
        if (body.contentLength() != 0) {
            progress.guardsBody();
        }
        return request.newBuilder().method(request.method(), new ObservedBody(body, progress)).build();
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
