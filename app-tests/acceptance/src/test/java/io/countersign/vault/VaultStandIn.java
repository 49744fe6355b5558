package io.countersign.vault;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.vault.TransitEngine.Refused;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A stand-in for Vault on a loopback port: its HTTP API as far as signing with transit needs it, strict about token,
 * namespace, path, method and JSON. Answers can be {@linkplain #insteadAnswer replaced}, one for each request.
 */
final class VaultStandIn implements AutoCloseable {

    /** Marked, so that a search for secrets finds it. */
    static final String TOKEN = "hvs.-secret-token-of-the-application";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Handles a request that passed the checks. */
    interface Handling {

        void of(HttpExchange exchange) throws IOException;
    }

    /** A request as received, with its parameters if they were JSON. */
    record Received(String method, String path, JsonNode parameters) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TransitEngine transit = new TransitEngine();
    private final String namespace;
    private final String mount;
    private final Map<String, Set<String>> policies = new ConcurrentHashMap<>();
    private final BlockingQueue<Handling> instead = new LinkedBlockingQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile boolean sealed;

    private VaultStandIn(String namespace, String mount) throws IOException {
        this.namespace = namespace;
        this.mount = mount;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        permit(TOKEN, "GET keys", "POST sign");
    }

    /** Starts a stand-in with the engine mounted at {@code transit} in the root namespace. */
    static VaultStandIn start() throws IOException {
        return new VaultStandIn("", "transit");
    }

    static VaultStandIn start(String namespace, String mount) throws IOException {
        return new VaultStandIn(namespace, mount);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    TransitEngine transit() {
        return transit;
    }

    void permit(String token, String... what) {
        policies.put(token, Set.of(what));
    }

    void seal(boolean state) {
        sealed = state;
    }

    void insteadAnswer(int status, String contentType, byte[] body) {
        instead.add(exchange -> answer(exchange, status, contentType, body));
    }

    void instead(Handling handling) {
        instead.add(handling);
    }

    List<Received> received() {
        return received;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode parameters = body.length == 0 ? JSON.missingNode() : parsed(body);
            received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), parameters));
            Handling handling = instead.poll();
            if (handling == null) {
                answer(exchange, parameters);
            } else {
                handling.of(exchange);
            }
        }
    }

    private void answer(HttpExchange exchange, JsonNode parameters) throws IOException {
        try {
            answer(exchange, 200, envelope(routed(exchange, parameters)));
        } catch (Refused refused) {
            ObjectNode answer = JSON.createObjectNode();
            ArrayNode errors = answer.putArray("errors");
            Optional.ofNullable(refused.getMessage()).ifPresent(errors::add);
            answer(exchange, refused.status, answer);
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return JSON.nullNode();
        }
    }

    private ObjectNode routed(HttpExchange exchange, JsonNode parameters) throws Refused {
        if (sealed) {
            throw new Refused(503, "Vault is sealed");
        }
        Set<String> permitted = policies.get(only(exchange, "X-Vault-Token", ""));
        String path = exchange.getRequestURI().getRawPath();
        String prefix = "/v1/" + mount + "/";
        if (permitted == null || exchange.getRequestURI().getRawQuery() != null) {
            throw new Refused(403, "permission denied");
        }
        if (!only(exchange, "X-Vault-Namespace", "").equals(namespace) || !path.startsWith(prefix)) {
            throw new Refused(404, "no handler for route \"" + path + "\". route entry not found.");
        }
        String[] words = path.substring(prefix.length()).split("/", -1);
        String operation = exchange.getRequestMethod() + " " + words[0];
        if (!Set.of("GET keys", "POST sign", "PUT sign").contains(operation)) {
            throw new Refused(405, "unsupported operation");
        }
        if (!permitted.contains(operation)) {
            throw new Refused(403, "1 error occurred:\n\t* permission denied\n\n");
        }
        return performed(words, parameters);
    }

    private ObjectNode performed(String[] words, JsonNode parameters) throws Refused {
        if (words[0].equals("keys") && words.length == 2 && parameters.isMissingNode()) {
            return transit.description(words[1]);
        }
        if (words[0].equals("sign") && words.length <= 3 && words.length > 1) {
            if (!parameters.isObject()) {
                throw new Refused(400, "failed to parse JSON input");
            }
            return transit.sign(words[1], Arrays.stream(words).skip(2).findFirst(), parameters);
        }
        throw new Refused(404, "unsupported path");
    }

    /** Returns the only value of a header. Two are as wrong as none. */
    private static String only(HttpExchange exchange, String header, String otherwise) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(header, List.of(otherwise));
        return values.size() == 1 ? values.get(0) : "two of them";
    }

    private static ObjectNode envelope(ObjectNode data) {
        ObjectNode envelope = JSON.createObjectNode().put("request_id", "0d7e4ab0-6ee1-4ab6-b4f6-8a2b7a3d1a11")
                .put("lease_id", "").put("renewable", false).put("lease_duration", 0);
        envelope.set("data", data);
        return envelope.putNull("wrap_info").putNull("warnings").putNull("auth").put("mount_type", "transit");
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode json) throws IOException {
        answer(exchange, status, "application/json", JSON.writeValueAsBytes(json));
    }

    private static void answer(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
