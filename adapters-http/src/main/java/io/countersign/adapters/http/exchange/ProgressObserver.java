package io.countersign.adapters.http.exchange;

import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

import java.io.IOException;

/**
 * Notes what becomes of a request, and stops it from going out twice where it must not, whoever asks for it: OkHttp, or
 * an interceptor of the application's. Stands last, where there is a connection and nothing has been sent yet.
 *
 * <p>A connection that speaks HTTP/1 carries one exchange and is ended. Nothing but the order in which they arrive says
 * to which request an answer belongs there, and OkHttp shows nobody what a server sent beyond the end of an answer. In
 * HTTP/2 each answer names its request.
 */
public final class ProgressObserver implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Progress progress = Checkpoint.progressOf(chain.call());
        if (progress == null) {
            throw new IOException("a request that nobody keeps account of");
        }
        Connection connection = chain.connection();
        boolean carriesOne = connection == null || !isMultiplexed(connection.protocol());
        if (carriesOne && connection != null && !progress.isConnectionFresh()) {
            connection.socket().close();
            throw new UsedConnection();
        }
        if (!progress.letOut()) {
            throw new SentAlready();
        }
        Request request = chain.request();
        Response response = chain.proceed(carriesOne
                ? request.newBuilder().header("Connection", "close").build()
                : request);
        progress.answered(response.code());
        return response;
    }

    private static boolean isMultiplexed(Protocol protocol) {
        return protocol == Protocol.HTTP_2 || protocol == Protocol.H2_PRIOR_KNOWLEDGE;
    }

    /** Carries the case through OkHttp to where it becomes a failure value. */
    public static final class SentAlready extends IOException {

        private static final long serialVersionUID = 1L;

        public SentAlready() {
            super("a request that must be sent once was about to be sent again");
        }
    }

    /** Nothing was sent, as the connection had carried another exchange before; it is closed now. */
    static final class UsedConnection extends IOException {

        private static final long serialVersionUID = 1L;

        UsedConnection() {
            super("the connection had carried another exchange before");
        }
    }
}
