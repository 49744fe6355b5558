package io.countersign.adapters.http.exchange;

import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

import java.io.IOException;

/**
 * Makes the body of each request one for a single transmission. OkHttp would otherwise repeat a request by itself when
 * a connection breaks or a server answers 408 or 503; it still tries other addresses while nothing was sent.
 */
public final class SentOnce implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        RequestBody body = request.body();
        return chain.proceed(body == null
                ? request
                : request.newBuilder().method(request.method(), new OneShotBody(body)).build());
    }
}
