package io.countersign.adapters.http.exchange;

import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

import java.io.IOException;

/**
 * Records the sending of a request, and prevents a second one where OkHttp or an interceptor of the application asks
 * for it. The last interceptor: there is a connection, and nothing was sent.
 *
 * <p>A connection that speaks HTTP/1 carries one exchange and is closed. There, only the order of arrival tells to
 * which request an answer belongs, OkHttp shows nobody what a server sent beyond the end of an answer, and what it
 * sends late cannot be told from the next answer. In HTTP/2 each answer names its request.
 */
public final class ProgressObserver implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        Progress progress = Checkpoint.progressOf(chain.call());
        if (progress == null) {
            throw new IOException("a request without a record of its progress");
        }
        Connection connection = chain.connection();
        boolean carriesOne = connection == null || !isMultiplexed(connection.protocol());
        if (carriesOne && connection != null && !progress.isConnectionFresh()) {
            connection.socket().close();
            throw new UsedConnection();
        }
        if (!progress.beginSending()) {
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

    /** Thrown through OkHttp where a request must not be sent again; becomes a failure value. */
    public static final class SentAlready extends IOException {

        private static final long serialVersionUID = 1L;

        public SentAlready() {
            super("a request that must be sent once was about to be sent again");
        }
    }

    /** Thrown where a connection has carried another exchange; nothing was sent, and it is closed. */
    static final class UsedConnection extends IOException {

        private static final long serialVersionUID = 1L;

        UsedConnection() {
            super("the connection had carried another exchange before");
        }
    }
}
