package io.countersign.contracts.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A server on 127.0.0.1 that accepts connections and never reads from them. */
public final class UnresponsiveServer implements AutoCloseable {

    private static final int BUFFER_IN_BYTES = 4096;
    private static final int BACKLOG = 50;

    private final ServerSocket listening;

    public UnresponsiveServer() {
        try {
            listening = new ServerSocket();
            listening.setReceiveBufferSize(BUFFER_IN_BYTES);
            listening.bind(new InetSocketAddress(InetAddress.getByName(ScriptedServer.HOST), 0), BACKLOG);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public String hostAndPort() {
        return ScriptedServer.HOST + ":" + listening.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }
}
