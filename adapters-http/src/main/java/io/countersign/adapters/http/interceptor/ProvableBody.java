package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.exchange.OneShotBody;
import io.countersign.domain.Violation;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ForwardingSink;
import okio.Okio;
import okio.Sink;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The body of a call, read once into memory.
 *
 * @param payload the text that is proven: the whole body, or the {@code data} part of a form
 * @param toBeSent the same bytes as a body that can be sent once
 */
record ProvableBody(String payload, RequestBody toBeSent) {

    static final String ONLY_UTF_8 = "must be declared as UTF-8, or without a charset: what is proven is UTF-8";

    private static final String FIELD = "body";
    private static final char REPLACEMENT = '\uFFFD';
    private static final HeaderValue UNTYPED = new HeaderValue("", Map.of());

    /**
     * Reads the body of a request.
     *
     * @return the body, or the reason why it cannot be proven
     * @throws IOException if the body throws it while it is read
     */
    static Either<Violation, ProvableBody> of(Request request, long limitInBytes) throws IOException {
        String encoding = request.header("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            return fault("must not have a Content-Encoding: what is proven is the text as it is sent");
        }
        RequestBody body = request.body();
        if (body == null) {
            return Either.right(sentOnce("", new byte[0], null));
        } else if (body.isDuplex()) {
            return fault("must not be duplex: it is proven before anything of it is sent");
        }
        MediaType own = body.contentType();
        Either<Violation, HeaderValue> type = typeOf(request, own);
        return type.isLeft()
                ? Either.left(type.getLeft())
                : bytesOf(body, limitInBytes).flatMap(bytes -> payloadOf(bytes, type.get())
                        .map(text -> sentOnce(text, bytes, own)));
    }

    // OkHttp sends the type of the body in place of the header of the request.
    private static Either<Violation, HeaderValue> typeOf(Request request, @Nullable MediaType own) {
        List<String> given = own != null ? List.of(own.toString()) : List.ofAll(request.headers("Content-Type"));
        if (given.isEmpty()) {
            return Either.right(UNTYPED);
        }
        return HeaderValue.of(given.head())
                .filter(type -> given.size() == 1 && type.main().contains("/"))
                .toEither(() -> new Violation(FIELD,
                        "must have one Content-Type, with nothing escaped and no parameter twice"))
                .flatMap(type -> faultOf(type).toEither(type).swap());
    }

    private static Option<Violation> faultOf(HeaderValue type) {
        if (type.isOfType("multipart") && !FormData.is(type)) {
            return Option.some(new Violation(FIELD,
                    "must not have parts unless it is multipart/form-data: some servers read parts of any kind"));
        }
        return Option.when(!type.isInUtf8(), () -> new Violation(FIELD, ONLY_UTF_8));
    }

    private static ProvableBody sentOnce(String payload, byte[] bytes, @Nullable MediaType type) {
        return new ProvableBody(payload, new OneShotBody(RequestBody.create(bytes, type)));
    }

    private static Either<Violation, String> payloadOf(byte[] bytes, HeaderValue type) {
        if (FormData.is(type)) {
            return FormData.dataPartOf(bytes, type).flatMap(part -> textOf(part, FIELD + ".data"));
        }
        return textOf(bytes, FIELD).filterOrElse(
                text -> !type.main().equals("application/x-www-form-urlencoded") || !SteeringNames.areIn(text),
                text -> new Violation(FIELD, "must have no field that names a method or a charset"));
    }

    private static Either<Violation, String> textOf(byte[] bytes, String field) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Takes less memory than a strict decoder, which is asked only if something may have been replaced.
        return text.indexOf(REPLACEMENT) < 0 || isUtf8(bytes)
                ? Either.right(text)
                : Either.left(new Violation(field, "must be text in UTF-8: only text can be proven"));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException notText) {
            return false;
        }
    }

    private static Either<Violation, byte[]> bytesOf(RequestBody body, long limitInBytes) throws IOException {
        long declared = body.contentLength();
        if (declared > limitInBytes) {
            return tooLarge(limitInBytes);
        }
        Buffer bytes = new Buffer();
        try {
            BufferedSink sink = Okio.buffer(new BoundedSink(bytes, limitInBytes));
            body.writeTo(sink);
            sink.flush();
        } catch (TooLarge found) {
            return tooLarge(limitInBytes);
        }
        return declared >= 0 && declared != bytes.size()
                ? fault("must write as many bytes as its contentLength says")
                : Either.right(bytes.readByteArray());
    }

    private static <T> Either<Violation, T> tooLarge(long limitInBytes) {
        return fault("must not be larger than " + limitInBytes + " bytes, since it is read into memory; "
                + "a larger limit can be set at the interceptor");
    }

    private static <T> Either<Violation, T> fault(String message) {
        return Either.left(new Violation(FIELD, message));
    }

    // Without the payload, which may hold secrets.
    @Override
    public String toString() {
        return "ProvableBody[" + payload.length() + " characters]";
    }

    /** Stops a body that writes more than the limit. */
    private static final class BoundedSink extends ForwardingSink {

        private long remaining;

        private BoundedSink(Sink sink, long limitInBytes) {
            super(sink);
            remaining = limitInBytes;
        }

        @Override
        public void write(Buffer source, long byteCount) throws IOException {
            remaining -= byteCount;
            if (remaining < 0) {
                throw new TooLarge();
            }
            super.write(source, byteCount);
        }
    }

    private static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
