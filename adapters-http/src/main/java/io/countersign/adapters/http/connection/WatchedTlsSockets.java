package io.countersign.adapters.http.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Puts TLS of the JVM over a {@link WatchedSocket}, and watches what comes through it. */
final class WatchedTlsSockets extends SSLSocketFactory {

    private final SSLSocketFactory tls;

    WatchedTlsSockets(SSLSocketFactory tls) {
        this.tls = tls;
    }

    /** Leaves sockets of other providers as they are: OkHttp recognises them by their class. */
    @Override
    public Socket createSocket(Socket below, String host, int port, boolean autoClose) throws IOException {
        Socket secured = tls.createSocket(below, host, port, autoClose);
        return secured instanceof SSLSocket ssl && ssl.getClass().getName().startsWith("sun.security.ssl.")
                && below instanceof WatchedSocket watched ? new WatchedTlsSocket(ssl, watched) : secured;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("OkHttp puts TLS over a socket");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("OkHttp puts TLS over a socket");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("OkHttp puts TLS over a socket");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("OkHttp puts TLS over a socket");
    }
}
