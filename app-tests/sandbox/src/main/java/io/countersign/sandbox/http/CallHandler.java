package io.countersign.sandbox.http;

import io.vavr.control.Option;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Connects Jetty and the API: reads the call, limits its body, writes the answer. Thread-safe. */
public final class CallHandler extends Handler.Abstract {

    static final int BODY_LIMIT_IN_BYTES = 16 << 20;

    private static final int DRAIN_LIMIT_IN_BYTES = 32 << 20;

    private final Function<ReceivedCall, Answer> api;

    public CallHandler(Function<ReceivedCall, Answer> api) {
        this.api = api;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        BodyReader.read(request, response, callback, BODY_LIMIT_IN_BYTES, DRAIN_LIMIT_IN_BYTES,
                body -> write(answerTo(request, body), response, callback));
        return true;
    }

    public static void write(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        write("application/json", StrictJson.bytes(answer.body()), response, callback);
    }

    /** Writes a body as a whole. */
    public static void write(String contentType, byte[] body, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** Reads and discards the body, so that the client can finish sending and receive the answer. */
    public static void ignoreBody(Request request, Response response, Callback callback, Runnable then) {
        BodyReader.read(request, response, callback, 0, DRAIN_LIMIT_IN_BYTES, body -> then.run());
    }

    private Answer answerTo(Request request, BodyReader.Body body) {
        if (!body.isWhole()) {
            return ErrorEnvelope.of(Refusal.tooLarge(BODY_LIMIT_IN_BYTES));
        }
        try {
            return api.apply(received(request, body.bytes()));
        } catch (RuntimeException ourOwnFault) {
            return ErrorEnvelope.of(Refusal.INTERNAL);
        }
    }

    private static ReceivedCall received(Request request, byte[] body) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(Option.of(field.getValue()).getOrElse(""));
        }
        return new ReceivedCall(request.getMethod(), Option.of(request.getHttpURI().getPath()).getOrElse(""),
                Option.of(request.getHttpURI().getQuery()), headers, body);
    }
}
