package io.countersign.adapters.http.exchange;

import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * A body that tells the {@link Progress} of its exchange who takes its bytes. An interceptor of the application may
 * look at them; but nobody sends them beside the one transmission, nor after the exchange was given up, whatever client
 * is used and however the request was rebuilt.
 */
public final class ObservedBody extends RequestBody {

    private final RequestBody body;
    private final Progress progress;

    private ObservedBody(RequestBody body, Progress progress) {
        this.body = body;
        this.progress = progress;
    }

    /** Returns that request with its body observed, if it has one. */
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
        if (!progress.lendBody(sink instanceof Buffer)) {
            throw new ProgressObserver.SentAlready();
        }
        body.writeTo(sink);
    }
}
