package io.countersign.adapters.http.exchange;

import com.fasterxml.jackson.databind.ObjectWriter;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import retrofit2.Converter;
import retrofit2.Retrofit;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Writes messages as JSON. Each is held in memory once, where Retrofit's own converter makes several copies. A short
 * one is copied out of the buffer in which it was written, so that Okio uses the buffer again.
 */
public final class JsonBodies extends Converter.Factory {

    private static final MediaType JSON = MediaType.get("application/json; charset=UTF-8");
    private static final long LONGEST_COPIED = 8192;

    private final ObjectWriter writer;

    public JsonBodies(ObjectWriter writer) {
        this.writer = writer;
    }

    @Override
    public Converter<?, RequestBody> requestBodyConverter(
            Type type, Annotation[] ofParameter, Annotation[] ofMethod, Retrofit retrofit) {
        return message -> {
            Buffer json = new Buffer();
            writer.writeValue(json.outputStream(), message);
            return json.size() <= LONGEST_COPIED ? RequestBody.create(json.readByteString(), JSON) : new JsonBody(json);
        };
    }

    private static final class JsonBody extends RequestBody {

        private final Buffer json;

        private JsonBody(Buffer json) {
            this.json = json;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return json.size();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(json.copy(), json.size()); // shares the bytes
        }
    }
}
