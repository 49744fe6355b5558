package io.countersign.replacement;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads a body of limited length. */
final class BoundedBody implements BodySubscriber<byte[]> {

    private final int status;
    private final long limit;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private volatile Subscription source;

    BoundedBody(int status, long limit) {
        this.status = status;
        this.limit = limit;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            read.writeBytes(bytes);
        }
        if (read.size() > limit) {
            source.cancel();
            body.completeExceptionally(new TooLarge(status, limit));
        }
    }

    @Override
    public void onError(Throwable broken) {
        body.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        body.complete(read.toByteArray());
    }

    /** Passes the fact that a body was too long through the HTTP client. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        final int status;
        final long limit;

        private TooLarge(int status, long limit) {
            super("answer over " + limit + " bytes");
            this.status = status;
            this.limit = limit;
        }
    }
}
