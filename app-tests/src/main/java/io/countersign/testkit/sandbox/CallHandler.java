package io.countersign.testkit.sandbox;

import io.vavr.control.Either;
import io.vavr.control.Option;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Between Jetty and the API: reads the call, limits its body, writes the answer. Thread-safe. */
final class CallHandler extends Handler.Abstract {

    static final int BODY_LIMIT_IN_BYTES = 16 << 20;

    private static final int DRAIN_LIMIT_IN_BYTES = 32 << 20;

    private final Function<ReceivedCall, Answer> api;

    CallHandler(Function<ReceivedCall, Answer> api) {
        this.api = api;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            write(answerTo(request), response, callback);
        } catch (IOException clientIsGone) {
            callback.failed(clientIsGone);
        }
        return true;
    }

    static void write(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        write("application/json", StrictJson.bytes(answer.body()), response, callback);
    }

    /** The whole body at once. */
    static void write(String contentType, byte[] body, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Reads the body and thinks nothing of it, so that the client can finish sending and hear the answer. */
    static void ignoreBody(Request request) throws IOException {
        try (InputStream content = Content.Source.asInputStream(request)) {
            drain(content, new byte[1 << 13]);
        }
    }

    private Answer answerTo(Request request) throws IOException {
        Either<Refusal, byte[]> body = body(request);
        try {
            return body.map(bytes -> api.apply(received(request, bytes))).getOrElseGet(ErrorEnvelope::of);
        } catch (RuntimeException ourOwnFault) {
            return ErrorEnvelope.of(Refusal.INTERNAL);
        }
    }

    private static Either<Refusal, byte[]> body(Request request) throws IOException {
        try (InputStream content = Content.Source.asInputStream(request)) {
            byte[] body = content.readNBytes(BODY_LIMIT_IN_BYTES + 1);
            if (body.length <= BODY_LIMIT_IN_BYTES) {
                return Either.right(body);
            }
            drain(content, body);
            return Refusal.tooLarge(BODY_LIMIT_IN_BYTES).asLeft();
        }
    }

    /** A client that is still sending would see a broken connection instead of the answer. */
    private static void drain(InputStream content, byte[] buffer) throws IOException {
        long drained = 0;
        for (int read = 0; read >= 0 && drained < DRAIN_LIMIT_IN_BYTES; read = content.read(buffer)) {
            drained += read;
        }
    }

    private static ReceivedCall received(Request request, byte[] body) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(String.valueOf(field.getValue()));
        }
        return new ReceivedCall(request.getMethod(), Option.of(request.getHttpURI().getPath()).getOrElse(""),
                Option.of(request.getHttpURI().getQuery()), headers, body);
    }
}
