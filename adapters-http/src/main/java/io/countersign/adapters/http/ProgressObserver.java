package io.countersign.adapters.http;

import io.countersign.adapters.http.wire.Progress;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

import java.io.IOException;

/**
 * Notes what becomes of a request, and stops it from going out twice where it must not, whoever asks for it: OkHttp, or
 * an interceptor of the application's. Network interceptors run once there is a connection, before anything is sent.
 */
final class ProgressObserver implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Progress progress = request.tag(Progress.class);
        if (progress == null) {
            return chain.proceed(request);
        }
        if (!progress.letOut()) {
            throw new SentAlready();
        }
        Response response = chain.proceed(request);
        progress.answered(response.code());
        return response;
    }

    /** Carries the case through OkHttp to where it becomes a failure value. */
    static final class SentAlready extends IOException {

        private static final long serialVersionUID = 1L;

        SentAlready() {
            super("a request that must be sent once was about to be sent again");
        }
    }
}
