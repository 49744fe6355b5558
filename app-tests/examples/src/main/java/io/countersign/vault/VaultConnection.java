package io.countersign.vault;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A client of Vault's HTTP API below one mount. It limits the time and size of each exchange. Immutable and
 * thread-safe; text forms show neither token nor answers.
 */
public final class VaultConnection {

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");
    private static final String SEGMENTS = "[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final HttpClient client;
    private final URI address;
    private final String mount;
    private final Option<String> namespace;
    private final Supplier<String> token;
    private final Duration callTimeout;

    private VaultConnection(HttpClient client, URI address, String mount, Option<String> namespace,
            Supplier<String> token, Duration callTimeout) {
        this.client = client;
        this.address = address;
        this.mount = mount;
        this.namespace = namespace;
        this.token = token;
        this.callTimeout = callTimeout;
    }

    /**
     * Returns a connection, or all violations. Nothing is sent yet.
     *
     * @param client an HTTP client with the TLS settings that Vault needs; it must not follow redirects, or they would
     *     take the token along
     * @param address https, or http on a loopback address ({@code https://vault.example.com:8200})
     * @param mount the mount of the transit engine ({@code transit})
     * @param namespace the namespace of Vault Enterprise, HCP or OpenBao, if there is one
     * @param token supplies the token for each exchange, since tokens are renewed
     * @param callTimeout the limit for one exchange from start to end
     * @return the connection
     */
    public static Validation<Seq<Violation>, VaultConnection> of(HttpClient client, URI address, String mount,
            Option<String> namespace, Supplier<String> token, Duration callTimeout) {
        Seq<Violation> violations = List.of(
                        Option.when(client.followRedirects() != HttpClient.Redirect.NEVER,
                                () -> new Violation("client", "must follow no redirects")),
                        Option.when(!isConfidential(address), () -> new Violation("address",
                                "must be https://host:port, or http on a loopback address, and nothing more")),
                        Option.when(!mount.matches(SEGMENTS),
                                () -> new Violation("mount", "must be the path of a mount")),
                        Option.when(namespace.exists(name -> !name.matches(SEGMENTS)),
                                () -> new Violation("namespace", "must be the path of a namespace")),
                        Option.when(callTimeout.isNegative() || callTimeout.isZero(),
                                () -> new Violation("callTimeout", "must be positive")))
                .flatMap(violation -> violation);
        return violations.isEmpty()
                ? Validation.valid(new VaultConnection(client, address, mount, namespace, token, callTimeout))
                : Validation.invalid(violations);
    }

    private static boolean isConfidential(URI address) {
        boolean bare = address.getHost() != null && address.getRawUserInfo() == null && address.getRawQuery() == null
                && address.getRawFragment() == null && Set.of("", "/").contains(address.getRawPath());
        return bare && ("https".equals(address.getScheme())
                || "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost()));
    }

    Either<SigningFailure, JsonNode> get(String path) {
        return exchanged(path, HttpRequest.newBuilder().GET());
    }

    Either<SigningFailure, JsonNode> post(String path, ObjectNode body) {
        return exchanged(path, HttpRequest.newBuilder()
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString())));
    }

    static ObjectNode body() {
        return JSON.createObjectNode();
    }

    private Either<SigningFailure, JsonNode> exchanged(String path, HttpRequest.Builder request) {
        String place = mount + "/" + path;
        request.uri(address.resolve("/v1/" + place));
        namespace.forEach(name -> request.header("X-Vault-Namespace", name));
        return authenticated(request)
                .flatMap(this::answered)
                .flatMap(response -> response.statusCode() == 200
                        ? data(response.body())
                        : Either.left(VaultRefusal.of(response.statusCode(), place)));
    }

    /** Catches exceptions because the client repeats the value of a header that it refuses. */
    private Either<SigningFailure, HttpRequest> authenticated(HttpRequest.Builder request) {
        try {
            return Either.right(request.header("X-Vault-Token", token.get()).build());
        } catch (RuntimeException noToken) {
            return Either.left(SigningFailure.keyUnreachable("there is no token for Vault that can be sent ("
                    + noToken.getClass().getName() + "). Log in to Vault, then try again."));
        }
    }

    /** Waits for the body as well, which the client's own timeout does not cover. */
    private Either<SigningFailure, HttpResponse<byte[]>> answered(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, headers -> new BoundedBody(LONGEST_ANSWER));
        try {
            return Either.right(exchange.get(callTimeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException tooLate) {
            return unreachable("gave no answer within " + callTimeout);
        } catch (ExecutionException failed) {
            return unreachable("cannot be reached, or broke off (" + failed.getCause().getClass().getName() + ")");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return unreachable("was waited for by a thread that was interrupted");
        } finally {
            exchange.cancel(true);
        }
    }

    private <T> Either<SigningFailure, T> unreachable(String what) {
        return Either.left(SigningFailure.keyUnreachable("Vault at " + address + " " + what
                + ". Check the address and the network, then try again."));
    }

    private Either<SigningFailure, JsonNode> data(byte[] answer) {
        try {
            JsonNode data = JSON.readTree(answer).path("data");
            return data.isObject() ? Either.right(data) : unreachable("gave an answer that is not Vault's");
        } catch (IOException notJson) {
            return unreachable("gave an answer that is not Vault's");
        }
    }

    @Override
    public String toString() {
        return "VaultConnection[" + address + ", " + namespace.map(name -> name + "/").getOrElse("") + mount + "]";
    }
}
