package io.countersign.contracts.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** A port on 127.0.0.1 that refuses connections. It is reserved, so that no other program listens on it. */
public final class ClosedPort implements AutoCloseable {

    private final Socket held = new Socket();

    public ClosedPort() {
        try {
            held.bind(new InetSocketAddress(InetAddress.getByName(ScriptedServer.HOST), 0));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public URI baseUrl() {
        return URI.create("http://" + ScriptedServer.HOST + ":" + held.getLocalPort());
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }
}
