package io.countersign.adapters.http.exchange;

import io.countersign.adapters.http.exchange.Progress.Code;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * Records when the interceptors of an application's client have the request, and which exceptions are theirs. One
 * stands before those interceptors and one after them.
 */
public final class Checkpoint implements Interceptor {

    private final Code next;

    private Checkpoint(Code next) {
        this.next = next;
    }

    /** Adds checkpoints around the interceptors of a client, if it has any. */
    public static void around(OkHttpClient.Builder client) {
        if (!client.interceptors().isEmpty()) {
            client.interceptors().add(0, new Checkpoint(Code.FOREIGN));
            client.interceptors().add(new Checkpoint(Code.OWN));
        }
        if (!client.networkInterceptors().isEmpty()) {
            client.networkInterceptors().add(0, new Checkpoint(Code.FOREIGN));
            client.networkInterceptors().add(new Checkpoint(Code.OWN));
        }
    }

    /** Returns the progress of a call, if it has one; interceptors can rebuild the request, but not the call. */
    static @Nullable Progress progressOf(Call call) {
        return call.request().tag(Progress.class);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Progress progress = progressOf(chain.call());
        if (progress == null) {
            return chain.proceed(chain.request());
        }
        progress.handedTo(next);
        try {
            return chain.proceed(chain.request());
        } catch (Throwable thrown) {
            progress.threw(next, thrown);
            throw thrown;
        } finally {
            progress.handedTo(next == Code.OWN ? Code.FOREIGN : Code.OWN);
        }
    }
}
