package io.countersign.adapters.http.exchange;

import okhttp3.Interceptor;
import okhttp3.Response;

import java.io.IOException;

/**
 * Tries the next connection if a pooled one must not be used. Each of those is closed; if calls of the application fill
 * the pool as fast, this gives up after a while.
 */
public final class FreshConnection implements Interceptor {

    private static final int MAX_TRIES = 1000;

    @Override
    public Response intercept(Chain chain) throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                return chain.proceed(chain.request());
            } catch (ProgressObserver.UsedConnection used) {
                if (tried == MAX_TRIES) {
                    throw used;
                }
            }
        }
    }
}
