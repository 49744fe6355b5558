package io.countersign.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP proxy on loopback that opens tunnels for one user. */
final class TunnelingProxy implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String expected;
    private final AtomicInteger tunnels = new AtomicInteger();

    TunnelingProxy(String user, String password) throws IOException {
        this.expected = "proxy-authorization: basic " + Base64.getEncoder().encodeToString(
                (user + ":" + password).getBytes(StandardCharsets.UTF_8));
        start(this::accept);
    }

    String hostAndPort() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    int tunnels() {
        return tunnels.get();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tunneling-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                start(() -> serve(client));
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private void serve(Socket client) {
        try (client) {
            while (true) {
                String head = head(client.getInputStream());
                if (head.lines().anyMatch(line -> line.length() == expected.length()
                        && line.regionMatches(true, 0, expected, 0, "proxy-authorization: basic ".length())
                        && line.endsWith(expected.substring("proxy-authorization: basic ".length())))) {
                    tunnels.incrementAndGet();
                    tunnel(client, head.split("[ :]")[1], Integer.parseInt(head.split("[ :]")[2]));
                    return;
                }
                client.getOutputStream().write(("HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n"
                        + "Proxy-Authenticate: Basic realm=\"test\"\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // The client is through with it.
        }
    }

    private static void tunnel(Socket client, String host, int port) throws IOException {
        try (var server = new Socket(host, port)) {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            start(() -> copy(server, client));
            client.getInputStream().transferTo(server.getOutputStream());
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException gone) {
            // One of them has hung up.
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
