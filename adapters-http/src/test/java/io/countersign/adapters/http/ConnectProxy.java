package io.countersign.adapters.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** An HTTP proxy that builds tunnels ({@code CONNECT}) to this machine, for whom it likes. */
final class ConnectProxy implements AutoCloseable {

    static final String ASKS_FOR_BASIC = "HTTP/1.1 407 Proxy Authentication Required\r\n"
            + "Proxy-Authenticate: Basic realm=\"here\", charset=\"UTF-8\"\r\nContent-Length: 0\r\n";
    private static final String LETS_THROUGH = "HTTP/1.1 200 OK\r\n";

    private final RawServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private ConnectProxy(UnaryOperator<String> judge) throws IOException {
        this.server = RawServer.doing(connection -> serve(connection, judge));
    }

    /** For everyone. */
    static ConnectProxy open() throws IOException {
        return new ConnectProxy(request -> LETS_THROUGH);
    }

    /** For those who show that value of {@code Proxy-Authorization}; asked by an answer that ends like that. */
    static ConnectProxy forThoseWhoShow(String authorization, String end) throws IOException {
        return new ConnectProxy(request -> request.contains("\r\nProxy-Authorization: " + authorization + "\r\n")
                ? LETS_THROUGH
                : ASKS_FOR_BASIC + end);
    }

    /** For nobody. */
    static ConnectProxy answering(String head) throws IOException {
        return new ConnectProxy(request -> head);
    }

    int port() {
        return server.port();
    }

    /** The heads of the requests that it got, one line after the other. */
    List<String> requests() {
        return requests;
    }

    private void serve(Socket connection, UnaryOperator<String> judge) throws IOException {
        String request;
        String answer;
        do {
            request = headOf(connection.getInputStream());
            requests.add(request);
            answer = judge.apply(request);
            connection.getOutputStream().write((answer + "\r\n").getBytes(ISO_8859_1));
        } while (!answer.equals(LETS_THROUGH) && !answer.contains("Connection: close"));
        if (answer.equals(LETS_THROUGH)) {
            tunnel(connection, Integer.parseInt(request.replaceAll("(?s)CONNECT localhost:([0-9]+) .*", "$1")));
        }
    }

    private static String headOf(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void tunnel(Socket connection, int port) throws IOException {
        try (Socket target = new Socket(InetAddress.getByName("localhost"), port)) {
            Thread back = new Thread(() -> pump(target, connection));
            back.setDaemon(true);
            back.start();
            pump(connection, target);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException closed) {
            // that is how tunnels end
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
