package io.countersign.adapters.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What servers do that keep to no protocol: one function a connection, on the bare socket. */
final class RawServer implements AutoCloseable {

    /** What happens on one connection; it is closed after that. */
    @FunctionalInterface
    interface Behaviour {

        void on(Socket connection) throws Exception;
    }

    private final ServerSocket listening;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private RawServer(ServerSocket listening) {
        this.listening = listening;
    }

    static RawServer doing(Behaviour behaviour) throws IOException {
        return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
    }

    static RawServer on(ServerSocket listening, Behaviour behaviour) {
        RawServer server = new RawServer(listening);
        server.threads.execute(() -> server.accept(behaviour));
        return server;
    }

    private void accept(Behaviour behaviour) {
        try {
            while (true) {
                Socket connection = listening.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection, behaviour));
            }
        } catch (IOException closed) {
            // that is how it ends
        }
    }

    private static void serve(Socket connection, Behaviour behaviour) {
        try (connection) {
            behaviour.on(connection);
        } catch (Exception broken) {
            // whoever is at the other end sees it
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    List<Socket> connections() {
        return connections;
    }

    ConnectionSettings.Draft http() {
        return ConnectionSettings.to("http://127.0.0.1:" + port(), () -> Settings.BEARER);
    }

    ConnectionSettings.Draft https() {
        return ConnectionSettings.to("https://localhost:" + port(), () -> Settings.BEARER);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
