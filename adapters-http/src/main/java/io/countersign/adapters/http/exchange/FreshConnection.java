package io.countersign.adapters.http.exchange;

import okhttp3.Interceptor;
import okhttp3.Response;

import java.io.IOException;

/**
 * Goes on to the next connection where one out of the pool must not be used. Each of those is closed, so that there are
 * ever fewer of them; a pool that an application's own calls fill as fast is given up on after a while.
 */
public final class FreshConnection implements Interceptor {

    private static final int MOST_TRIED = 100;

    @Override
    public Response intercept(Chain chain) throws IOException {
        for (int tried = 1; ; tried++) {
            try {
                return chain.proceed(chain.request());
            } catch (ProgressObserver.UsedConnection used) {
                if (tried == MOST_TRIED) {
                    throw used;
                }
            }
        }
    }
}
