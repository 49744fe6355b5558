package io.countersign.adapters.http;

import okhttp3.OkHttpClient;

import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A connection pool to the API, to be shared by everything that talks to it. Safe for use by several threads.
 *
 * <p>Whatever the client, it follows no redirects (a secret stays with the host it was meant for), sends nothing that
 * could change anything twice, and reads no more than it is told to.
 */
public final class ApiConnection implements AutoCloseable {

    private final ConnectionSettings settings;
    private final OkHttpClient client;
    private final boolean ownsClient;

    private ApiConnection(ConnectionSettings settings, OkHttpClient client, boolean ownsClient) {
        this.settings = settings;
        this.client = client;
        this.ownsClient = ownsClient;
    }

    /** A connection with a client of its own, which {@link #close} releases. */
    public static ApiConnection open(ConnectionSettings settings) {
        Objects.requireNonNull(settings, "settings");
        return new ApiConnection(settings, prepared(new OkHttpClient(), settings), true);
    }

    /**
     * A connection over a client that an application has already: its TLS, proxy, interceptors and pool stay as they
     * are, and stay the application's to release. Timeouts are those of the settings.
     */
    public static ApiConnection over(OkHttpClient client, ConnectionSettings settings) {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(settings, "settings");
        return new ApiConnection(settings, prepared(client, settings), false);
    }

    private static OkHttpClient prepared(OkHttpClient client, ConnectionSettings settings) {
        long connectMillis = settings.connectWithin().toMillis();
        long answerMillis = settings.answerWithin().toMillis();
        return client.newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(connectMillis, TimeUnit.MILLISECONDS)
                .readTimeout(answerMillis, TimeUnit.MILLISECONDS)
                .writeTimeout(answerMillis, TimeUnit.MILLISECONDS)
                .callTimeout(answerMillis, TimeUnit.MILLISECONDS)
                .addInterceptor(new UserAgent())
                .addInterceptor(new SentOnce())
                .addInterceptor(new BoundedAnswer(settings.largestAnswerInBytes()))
                .addNetworkInterceptor(new ProgressObserver())
                .build();
    }

    ConnectionSettings settings() {
        return settings;
    }

    OkHttpClient client() {
        return client;
    }

    /** Closes idle connections and releases threads, unless the client is the application's own. */
    @Override
    public void close() {
        if (ownsClient) {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    @Override
    public String toString() {
        return "ApiConnection[" + settings.baseUrl() + "]";
    }
}
