package io.countersign.adapters.http;

import io.countersign.adapters.http.exchange.JsonBodies;
import io.countersign.adapters.http.wire.UserActionApi;
import io.countersign.adapters.http.wire.WireJson;
import okhttp3.Call;
import okhttp3.HttpUrl;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The endpoints of user action signing, over the HTTP client of a connection. They are made when they are first needed,
 * or before: for the first connection of a JVM that takes a third of the time until its first call, and so begins on
 * another thread while the application does something else, such as reading its key.
 */
final class PreparedApi {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private final FutureTask<UserActionApi> api;

    PreparedApi(HttpUrl baseUrl, Call.Factory calls) {
        api = new FutureTask<>(() -> new Retrofit.Builder()
                .baseUrl(baseUrl)
                .callFactory(calls)
                .addConverterFactory(new JsonBodies(WireJson.mapper().writer()))
                .addConverterFactory(JacksonConverterFactory.create(WireJson.mapper()))
                .validateEagerly(true)
                .build()
                .create(UserActionApi.class));
    }

    /** Begins on another thread, which ends by itself, if this is the first connection of the JVM. */
    void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(null, this::prepare, "Countersign preparation", 0, false);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void prepare() {
        try {
            api.run();
            ExampleMessages.handle();
        } catch (Exception | LinkageError failed) {
            // the failure shows again when the endpoints are needed
        }
    }

    /** Returns the endpoints. An interrupt does not end the waiting, which is short, and is kept. */
    UserActionApi get() {
        api.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return api.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw new IllegalStateException("Retrofit cannot make the endpoints", failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
