package io.countersign.sandbox.http;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Reads the body of a request without blocking a thread, so that any number of half-sent requests leaves the others
 * alone.
 */
final class BodyReader implements Runnable {

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final int limit;
    private final long readLimit;
    private final Consumer<Body> then;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long read;

    private BodyReader(Request request, Response response, Callback callback, int limit, long readLimit,
            Consumer<Body> then) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.limit = limit;
        this.readLimit = readLimit;
        this.then = then;
    }

    /**
     * A body.
     *
     * @param bytes its bytes, up to the limit
     * @param isWhole whether it was no longer than the limit
     */
    record Body(byte[] bytes, boolean isWhole) {

        @Override
        public String toString() {
            return "Body[" + bytes.length + " bytes]";
        }
    }

    /**
     * Reads the body and calls back on the thread that read its end. A body that never ends, or is malformed, is
     * refused here.
     *
     * @param limit the number of bytes to keep
     * @param readLimit the number of bytes to read: a client that is still sending would not see the answer
     */
    static void read(Request request, Response response, Callback callback, int limit, long readLimit,
            Consumer<Body> then) {
        new BodyReader(request, response, callback, limit, readLimit, then).run();
    }

    @Override
    public void run() {
        while (read <= readLimit) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            } else if (Content.Chunk.isFailure(chunk)) {
                refuse(chunk.getFailure());
                return;
            }
            boolean isLast = chunk.isLast();
            keep(chunk);
            if (isLast) {
                break;
            }
        }
        then.accept(new Body(kept.toByteArray(), read <= limit));
    }

    private void keep(Content.Chunk chunk) {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.getByteBuffer().get(bytes);
        chunk.release();
        kept.write(bytes, 0, Math.min(bytes.length, limit - kept.size()));
        read += bytes.length;
    }

    private void refuse(Throwable failure) {
        if (failure instanceof HttpException malformed) {
            Response.writeError(request, response, callback, malformed.getCode());
        } else if (failure instanceof TimeoutException) {
            Response.writeError(request, response, callback, 408);
        } else {
            callback.failed(failure);
        }
    }
}
