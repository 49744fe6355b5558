package io.countersign.adapters.http.exchange;

import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * Stands before and behind the interceptors that an application's client brings along, and notes when they have the
 * request and which exceptions are theirs.
 */
public final class Checkpoint implements Interceptor {

    /** Who has the request behind this point. */
    private enum Behind { FOREIGN_CODE, OWN_CODE }

    private final Behind behind;

    private Checkpoint(Behind behind) {
        this.behind = behind;
    }

    /** Puts checkpoints around the interceptors of that client, if it has any. */
    public static void around(OkHttpClient.Builder client) {
        if (!client.interceptors().isEmpty()) {
            client.interceptors().add(0, new Checkpoint(Behind.FOREIGN_CODE));
            client.interceptors().add(new Checkpoint(Behind.OWN_CODE));
        }
        if (!client.networkInterceptors().isEmpty()) {
            client.networkInterceptors().add(0, new Checkpoint(Behind.FOREIGN_CODE));
            client.networkInterceptors().add(new Checkpoint(Behind.OWN_CODE));
        }
    }

    /** Returns the progress that the call was made with; interceptors can rebuild the request, but not the call. */
    static @Nullable Progress progressOf(Call call) {
        return call.request().tag(Progress.class);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Progress progress = progressOf(chain.call());
        if (progress == null) {
            return chain.proceed(chain.request());
        }
        return behind == Behind.FOREIGN_CODE ? passedOn(chain, progress) : takenBack(chain, progress);
    }

    private static Response passedOn(Chain chain, Progress progress) throws IOException {
        progress.passedToForeignCode();
        try {
            return chain.proceed(chain.request());
        } catch (Throwable thrown) {
            if (!progress.isOwn(thrown)) {
                progress.foreignThrew(thrown);
            }
            throw thrown;
        } finally {
            progress.takenBack();
        }
    }

    private static Response takenBack(Chain chain, Progress progress) throws IOException {
        progress.takenBack();
        try {
            return chain.proceed(chain.request());
        } catch (Throwable thrown) {
            if (!progress.isForeign(thrown)) {
                progress.ownThrew(thrown);
            }
            throw thrown;
        } finally {
            progress.passedToForeignCode();
        }
    }
}
