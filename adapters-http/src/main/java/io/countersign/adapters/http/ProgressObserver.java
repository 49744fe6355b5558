package io.countersign.adapters.http;

import io.countersign.adapters.http.wire.Progress;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

import java.io.IOException;

/** Notes what becomes of a request: network interceptors run once there is a connection and before anything is sent. */
final class ProgressObserver implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Progress progress = request.tag(Progress.class);
        if (progress == null) {
            return chain.proceed(request);
        }
        progress.connected();
        Response response = chain.proceed(request);
        progress.answered(response.code());
        return response;
    }
}
