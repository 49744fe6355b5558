package io.countersign.replacement;

import io.countersign.ports.attempt.Transmission;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * Records that a request is about to be sent. The JDK's client asks for the length of a body when it writes the head of
 * a request, after it has connected.
 */
public final class RecordedBody implements BodyPublisher {

    private final BodyPublisher body;
    private final Transmission transmission;

    RecordedBody(BodyPublisher body, Transmission transmission) {
        this.body = body;
        this.transmission = transmission;
    }

    /** Returns the body, without a record of who asks for it. */
    public BodyPublisher body() {
        return body;
    }

    /** Returns another body with the same record. */
    public RecordedBody replacedBy(BodyPublisher another) {
        return new RecordedBody(another, transmission);
    }

    @Override
    public long contentLength() {
        if (!transmission.beginSending() && transmission.state() != Transmission.State.SENT) {
            throw new IllegalStateException("not to be sent");
        }
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(subscriber);
    }
}
