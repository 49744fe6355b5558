package io.countersign.adapters.http.connection;

import okhttp3.OkHttpClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/** Makes sockets over which OkHttp can safely make several exchanges of HTTP/1, one after the other. */
public final class WatchedSockets extends SocketFactory {

    private WatchedSockets() {
    }

    /** Gives a client such sockets, unless it has a socket factory of the application. */
    public static void giveTo(OkHttpClient.Builder builder, OkHttpClient client) {
        if (client.socketFactory() == SocketFactory.getDefault()) {
            builder.socketFactory(new WatchedSockets());
            if (client.connectionSpecs().stream().anyMatch(spec -> spec.isTls())) {
                builder.sslSocketFactory(
                        new WatchedTlsSockets(client.sslSocketFactory()), client.x509TrustManager());
            }
        }
    }

    /** Has a socket of the application send small segments at once, which OkHttp does not ask for. */
    public static void sendAtOnce(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
        } catch (SocketException unable) {
            // it only takes longer then
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        return WatchedSocket.unconnected();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("OkHttp binds no sockets");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("OkHttp binds no sockets");
    }
}
