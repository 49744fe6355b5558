package io.countersign.contracts.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import javax.net.ServerSocketFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server on 127.0.0.1 that answers as its script says, however wrong, and records the requests. It works on sockets,
 * since many faults are below HTTP. Thread-safe.
 */
public final class ScriptedServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 50;

    private final String scheme;
    private final ServerSocket listening;
    private final Script script;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);

    private ScriptedServer(String scheme, ServerSocketFactory sockets, Script script) {
        this.scheme = scheme;
        this.script = script;
        try {
            this.listening = sockets.createServerSocket(0, BACKLOG, InetAddress.getByName(HOST));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        inBackground(this::accept);
    }

    /** Starts a server that plays the script for every request. */
    public static ScriptedServer playing(Script script) {
        return new ScriptedServer("http", ServerSocketFactory.getDefault(), script);
    }

    /** Starts a TLS server with that certificate that plays the script for every request. */
    public static ScriptedServer playing(Script script, ServerCertificate certificate) {
        return new ScriptedServer("https", certificate.sockets(), script);
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "countersign-scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                inBackground(() -> serve(connection));
            } catch (IOException closed) {
                // Then nobody else gets in.
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            Connection connection = new Connection(socket);
            do {
                for (ReceivedRequest request : connection.nextRequest()) {
                    received.add(request);
                    asked.countDown();
                    script.play(request, connection);
                }
            } while (connection.isKept());
        } catch (IOException gone) {
            // The other side had enough, or did not trust us.
        } finally {
            open.remove(socket);
        }
    }

    /** Returns the base URL, without a slash at the end. */
    public URI baseUrl() {
        return URI.create(scheme + "://" + HOST + ":" + listening.getLocalPort());
    }

    /** Returns the complete requests received so far, in order. */
    public List<ReceivedRequest> received() {
        return List.copyOf(received);
    }

    /** Returns the only request; fails the test if there was another number of them. */
    public ReceivedRequest onlyRequest() {
        assertThat(received).as("requests that the API received").hasSize(1);
        return received.get(0);
    }

    /** Returns a latch that opens when the first request is complete. */
    public CountDownLatch asked() {
        return asked;
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }

    @Override
    public String toString() {
        return "ScriptedServer[" + baseUrl() + "]";
    }
}
