package io.countersign.sandbox.http;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

import java.io.IOException;
import java.net.URI;

/** Jetty on 127.0.0.1 only, with threads that end when it stops. Thread-safe. */
public final class LoopbackServer {

    static final String HOST = "127.0.0.1";
    public static final String THREADS = "countersign-sandbox";

    /** With the JDK's default of 50, one of many connections that come at once waits for a second or more. */
    private static final int WAITING_CONNECTIONS = 1024;

    private final Server server;
    private final ServerConnector connector;

    private LoopbackServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Binds the port. Calls wait until they are {@linkplain #serve served}.
     *
     * @throws IllegalStateException if the port is taken
     */
    public static LoopbackServer bind(int port) {
        QueuedThreadPool threads = new QueuedThreadPool(200, 4);
        threads.setName(THREADS);
        threads.setDaemon(true);
        Server server = new Server(threads, new ScheduledExecutorScheduler(THREADS + "-scheduler", true), null);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(HOST);
        connector.setPort(port);
        connector.setAcceptQueueSize(WAITING_CONNECTIONS);
        server.addConnector(connector);
        server.setErrorHandler(new EnvelopeErrorHandler());
        try {
            connector.open();
            return new LoopbackServer(server, connector);
        } catch (IOException taken) {
            throw new IllegalStateException("the sandbox cannot listen on " + HOST + ":" + port
                    + "; choose a free port, or 0 for any", taken);
        }
    }

    public void serve(Handler handler) {
        server.setHandler(handler);
        try {
            server.start();
        } catch (Exception notStarted) {
            stop();
            throw new IllegalStateException("the sandbox's server does not start", notStarted);
        }
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // The proof is about the path as it is sent, so a path may be ambiguous to decode (%2F): nobody decodes it.
        http.setUriCompliance(UriCompliance.from(UriCompliance.AMBIGUOUS_VIOLATIONS));
        return http;
    }

    /** Returns the server's own scheduler: tasks still pending when the server stops never run. */
    public Delays delays() {
        return (delay, task) -> server.getScheduler().schedule(task, delay);
    }

    public URI baseUrl() {
        return URI.create("http://" + HOST + ":" + connector.getLocalPort());
    }

    /** Stops the server, even if the current thread has been interrupted. */
    public void stop() {
        boolean interrupted = Thread.interrupted();
        try {
            server.stop();
        } catch (Exception notStopped) {
            throw new IllegalStateException("the sandbox's server does not stop", notStopped);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
