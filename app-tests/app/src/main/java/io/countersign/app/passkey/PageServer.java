package io.countersign.app.passkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.control.Option;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves files, and answers JSON, to browsers on this machine. Three checks keep other pages out that the user may have
 * open: the {@code Host} must be the server's own, so that no domain name can be pointed at it (DNS rebinding); a
 * {@code POST} must come from the server's own origin, so that no other page can make one (CSRF); and each file says
 * who may frame it and what it may load.
 */
final class PageServer implements AutoCloseable {

    private static final int LONGEST_BODY = 128 * 1024;
    private static final int THREADS = 8;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads;

    private PageServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** A file, with the policy that browsers apply to it (Content Security Policy Level 3). */
    record File(String type, byte[] content, String policy) {

        static File of(String name, String policy) {
            String type = name.endsWith(".html") ? "text/html" : name.endsWith(".css") ? "text/css"
                    : name.endsWith(".svg") ? "image/svg+xml" : "text/javascript";
            try (InputStream content = PageServer.class.getResourceAsStream(name)) {
                return new File(type + "; charset=utf-8", content.readAllBytes(), policy);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("the page is not in this jar", unreadable);
            }
        }
    }

    /** Answers a {@code POST}: the value of the session's cookie, if there is one, and the JSON object sent. */
    @FunctionalInterface
    interface Answering {

        Answer to(Option<String> cookie, ObjectNode body);
    }

    /** An answer, with the cookie to set if there is one. */
    record Answer(int status, JsonNode body, Option<String> cookie) {

        static Answer of(int status, JsonNode body) {
            return new Answer(status, body, Option.none());
        }
    }

    /**
     * Binds a port on the loopback address. Nothing is served until {@link #serve}.
     *
     * @throws IOException if the port is taken
     */
    static PageServer bind(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "passkey-demo");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        return new PageServer(server, threads);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /**
     * Starts to serve.
     *
     * @param hosts the names under which browsers may ask, each without the port
     * @param files what {@code GET} finds, by path
     * @param answers what {@code POST} finds, by path
     */
    void serve(Set<String> hosts, Map<String, File> files, Map<String, Answering> answers) {
        Set<String> authorities = hosts.map(host -> host + ":" + port());
        server.createContext("/", exchange -> {
            try (exchange) {
                if (!authorities.exists(authority -> isOnly(exchange, "Host", authority))) {
                    refuse(exchange, 421, "Open http://" + hosts.head() + ":" + port());
                } else if (exchange.getRequestMethod().equals("GET")) {
                    get(exchange, files);
                } else if (exchange.getRequestMethod().equals("POST")) {
                    post(exchange, "http://" + exchange.getRequestHeaders().getFirst("Host"), answers);
                } else {
                    refuse(exchange, 405, "Method Not Allowed");
                }
            }
        });
        server.start();
    }

    private static void get(HttpExchange exchange, Map<String, File> files) throws IOException {
        Option<File> file = files.get(exchange.getRequestURI().getPath());
        if (file.isEmpty()) {
            refuse(exchange, 404, "Not Found");
            return;
        }
        exchange.getResponseHeaders().set("Content-Security-Policy", file.get().policy());
        send(exchange, 200, file.get().type(), file.get().content());
    }

    private static void post(HttpExchange exchange, String origin, Map<String, Answering> answers) throws IOException {
        Option<Answering> answering = answers.get(exchange.getRequestURI().getPath());
        // A page of another origin cannot write this header, and browsers send it with every POST.
        if (!isOnly(exchange, "Origin", origin)) {
            refuse(exchange, 403, "Only this page itself may ask for that");
        } else if (!isOnly(exchange, "Content-Type", "application/json")) {
            refuse(exchange, 415, "Send application/json");
        } else if (answering.isEmpty()) {
            refuse(exchange, 404, "Not Found");
        } else {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
            Option<ObjectNode> json = body.length > LONGEST_BODY ? Option.none() : object(body);
            if (json.isEmpty()) {
                refuse(exchange, 400, "Send one JSON object of at most " + LONGEST_BODY + " bytes");
                return;
            }
            Answer answer = answering.get().to(Cookie.of(exchange.getRequestHeaders()), json.get());
            answer.cookie().forEach(value -> exchange.getResponseHeaders().set("Set-Cookie", Cookie.setting(value)));
            send(exchange, answer.status(), "application/json", JSON.writeValueAsBytes(answer.body()));
        }
    }

    private static boolean isOnly(HttpExchange exchange, String header, String value) {
        return List.of(value).equals(exchange.getRequestHeaders().get(header));
    }

    private static Option<ObjectNode> object(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8)) instanceof ObjectNode object
                    ? Option.some(object) : Option.none();
        } catch (JsonProcessingException notJson) {
            return Option.none();
        }
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        send(exchange, status, "text/plain; charset=utf-8", why.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        boolean hasBody = content.length > 0 && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, hasBody ? content.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** The cookie that names a session. Scripts cannot read it, and other sites' pages do not send it. */
    private static final class Cookie {

        private static final String NAME = "countersign-passkey-demo";

        static String setting(String value) {
            return NAME + "=" + value + "; Path=/; HttpOnly; SameSite=Strict";
        }

        static Option<String> of(Headers headers) {
            return Option.of(headers.getFirst("Cookie"))
                    .flatMap(cookies -> io.vavr.collection.List.of(cookies.split("; *"))
                            .find(cookie -> cookie.startsWith(NAME + "=")))
                    .map(cookie -> cookie.substring(NAME.length() + 1));
        }
    }
}
