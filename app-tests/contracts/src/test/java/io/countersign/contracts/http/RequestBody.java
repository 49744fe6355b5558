package io.countersign.contracts.http;

import io.countersign.replacement.RecordedBody;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;

/** Reads and replaces bodies of the JDK's requests. */
final class RequestBody {

    private RequestBody() {
    }

    static String of(HttpRequest request) {
        var publisher = request.bodyPublisher().map(RequestBody::unrecorded);
        return publisher.filter(body -> body.contentLength() != 0).map(body -> {
            BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
            body.subscribe(new Buffers(text));
            return text.getBody().toCompletableFuture().join();
        }).orElse("");
    }

    private static BodyPublisher unrecorded(BodyPublisher body) {
        return body instanceof RecordedBody recorded ? recorded.body() : body;
    }

    /** Returns a copy with another body and the same record of whether it was sent. */
    static HttpRequest replaced(HttpRequest request, String body) {
        BodyPublisher given = request.bodyPublisher().orElseThrow();
        BodyPublisher replacement = BodyPublishers.ofString(body);
        return builder(request).method(request.method(), given instanceof RecordedBody recorded
                ? recorded.replacedBy(replacement)
                : replacement).build();
    }

    /** Returns a builder that starts with the request. */
    static HttpRequest.Builder builder(HttpRequest request) {
        return HttpRequest.newBuilder(request, (name, value) -> true);
    }

    /** Returns a copy with another address. */
    static HttpRequest to(URI uri, HttpRequest request) {
        return builder(request).uri(uri)
                .method(request.method(), request.bodyPublisher().orElseThrow()).build();
    }

    /** Returns a copy without a header. */
    static HttpRequest without(String header, HttpRequest request) {
        return HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase(header)).build();
    }

    /** Returns a copy with another value of a header. */
    static HttpRequest with(String header, String value, HttpRequest request) {
        return HttpRequest.newBuilder(request, (name, given) -> !name.equalsIgnoreCase(header))
                .header(header, value).build();
    }

    private record Buffers(BodySubscriber<String> text) implements Flow.Subscriber<ByteBuffer> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            text.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            text.onNext(List.of(buffer));
        }

        @Override
        public void onError(Throwable broken) {
            text.onError(broken);
        }

        @Override
        public void onComplete() {
            text.onComplete();
        }
    }
}
