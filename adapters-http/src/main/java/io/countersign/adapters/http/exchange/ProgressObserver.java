package io.countersign.adapters.http.exchange;

import io.countersign.adapters.http.connection.ExchangeSocket;
import io.countersign.adapters.http.connection.WatchedSockets;
import io.vavr.control.Option;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Records the sending of a request, and prevents a second one where OkHttp or an interceptor of the application asks
 * for it. The last interceptor: there is a connection, and nothing was sent.
 *
 * <p>On a connection that speaks HTTP/1, only the order of arrival tells to which request an answer belongs. It is used
 * again only if it is a {@link ExchangeSocket} and nothing has come on it but whole answers; any other carries one
 * exchange. In HTTP/2 each answer names its request.
 */
public final class ProgressObserver implements Interceptor {

    private final Option<KnownApi> api;

    /** Creates an observer that tells what it learns of the API. */
    public ProgressObserver(Option<KnownApi> api) {
        this.api = api;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Progress progress = Checkpoint.progressOf(chain.call());
        Connection connection = chain.connection();
        if (progress == null || connection == null) {
            throw new IOException("a request without a record of its progress, or without a connection");
        }
        api.forEach(known -> known.speaks(connection.protocol()));
        boolean carriesOne = !isMultiplexed(connection.protocol())
                && !(connection.socket() instanceof ExchangeSocket);
        if (!isUsable(connection, carriesOne, chain.request(), progress)) {
            connection.socket().close();
            throw new UsedConnection();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted before anything was sent");
        } else if (!progress.beginSending()) {
            throw new SentAlready();
        }
        Request request = chain.request();
        Response response = chain.proceed(carriesOne
                ? request.newBuilder().header("Connection", "close").build()
                : request);
        progress.answered(response.code());
        return response;
    }

    private static boolean isUsable(Connection connection, boolean carriesOne, Request request, Progress progress)
            throws IOException {
        if (carriesOne) {
            WatchedSockets.sendAtOnce(connection.socket());
            return progress.isConnectionFresh();
        } else if (isMultiplexed(connection.protocol())) {
            return true;
        }
        try {
            return ((ExchangeSocket) connection.socket()).begin(request.method());
        } catch (IOException gone) {
            return false;
        }
    }

    static boolean isMultiplexed(Protocol protocol) {
        return protocol == Protocol.HTTP_2 || protocol == Protocol.H2_PRIOR_KNOWLEDGE;
    }

    /** Thrown through OkHttp where a request must not be sent again; becomes a failure value. */
    public static final class SentAlready extends IOException {

        private static final long serialVersionUID = 1L;

        public SentAlready() {
            super("a request that must be sent once was about to be sent again");
        }
    }

    /** Thrown where a connection cannot carry another exchange; nothing was sent, and it is closed. */
    static final class UsedConnection extends IOException {

        private static final long serialVersionUID = 1L;

        UsedConnection() {
            super("the connection was closed, or more than answers had come on it");
        }
    }
}
