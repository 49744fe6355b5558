package io.countersign.adapters.http.exchange;

import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * Reads a whole answer into memory, up to a limit that holds after decompression, so that reading it later cannot fail
 * because of the network.
 */
public final class BoundedAnswer implements Interceptor {

    private final long limitInBytes;

    public BoundedAnswer(long limitInBytes) {
        this.limitInBytes = limitInBytes;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        try (ResponseBody body = response.body()) {
            BufferedSource source = body.source();
            if (source.request(limitInBytes + 1)) {
                throw new TooLarge(response.code(), limitInBytes);
            }
            Buffer whole = new Buffer();
            whole.writeAll(source);
            return response.newBuilder().body(new WholeBody(body, whole, whole.size())).build();
        }
    }

    /** A body that was read. Its type, which few ask for, stays unread until then. */
    private static final class WholeBody extends ResponseBody {

        private final ResponseBody received;
        private final Buffer whole;
        private final long length;

        private WholeBody(ResponseBody received, Buffer whole, long length) {
            this.received = received;
            this.whole = whole;
            this.length = length;
        }

        @Override
        public @Nullable MediaType contentType() {
            return received.contentType();
        }

        @Override
        public long contentLength() {
            return length;
        }

        @Override
        public BufferedSource source() {
            return whole;
        }
    }

    /** Thrown through OkHttp; becomes {@code AnswerTooLarge}. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final long limitInBytes;

        private TooLarge(int status, long limitInBytes) {
            super("answer over " + limitInBytes + " bytes");
            this.status = status;
            this.limitInBytes = limitInBytes;
        }

        int status() {
            return status;
        }

        long limitInBytes() {
            return limitInBytes;
        }
    }
}
