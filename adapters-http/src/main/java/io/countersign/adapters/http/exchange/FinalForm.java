package io.countersign.adapters.http.exchange;

import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Gives each request the {@code User-Agent} of this library (RFC 9110 §10.1.5), and makes its body one for a single
 * transmission. OkHttp would otherwise repeat a request by itself when a connection breaks or a server answers 408 or
 * 503; it still tries other addresses while nothing was sent.
 */
public final class FinalForm implements Interceptor {

    private static final String HEADER = "User-Agent";
    private static final String VALUE = "Countersign/" + version();

    /** Returns a request in this form, with its body observed, if it has one. */
    public static Request observedBy(Progress progress, Request request) throws IOException {
        RequestBody body = request.body();
        return withBody(request, body == null ? null : ObservedBody.of(body, progress));
    }

    /** Corrects what interceptors of the application have changed. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        RequestBody body = request.body();
        boolean isFinal = VALUE.equals(request.header(HEADER)) && (body == null || body.isOneShot());
        return chain.proceed(isFinal ? request : withBody(request, body == null ? null : new OneShotBody(body)));
    }

    private static Request withBody(Request request, @Nullable RequestBody body) {
        return request.newBuilder().method(request.method(), body).header(HEADER, VALUE).build();
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream stream = FinalForm.class.getResourceAsStream("version.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException unreadable) {
            return "unknown";
        }
        return properties.getProperty("version", "unknown");
    }
}
