package io.countersign.adapters.http.wire;

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

/** Writes messages as JSON. Each is held in memory once, where Retrofit's own converter makes several copies. */
public final class JsonBodies extends Converter.Factory {

    private static final MediaType JSON = MediaType.get("application/json; charset=UTF-8");

    @Override
    public Converter<?, RequestBody> requestBodyConverter(
            Type type, Annotation[] ofParameter, Annotation[] ofMethod, Retrofit retrofit) {
        ObjectWriter writer = WireJson.mapper().writer();
        return message -> {
            Buffer json = new Buffer();
            writer.writeValue(json.outputStream(), message);
            return new JsonBody(json);
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
