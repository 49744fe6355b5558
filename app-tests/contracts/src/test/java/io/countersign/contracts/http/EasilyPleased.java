package io.countersign.contracts.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Treats an incomplete body as complete.
 *
 * @param reading the subscriber that reads the body
 */
record EasilyPleased<T>(BodySubscriber<T> reading) implements BodySubscriber<T> {

    @Override
    public CompletionStage<T> getBody() {
        return reading.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        reading.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        reading.onNext(buffers);
    }

    @Override
    public void onError(Throwable brokenOff) {
        reading.onComplete();
    }

    @Override
    public void onComplete() {
        reading.onComplete();
    }
}
