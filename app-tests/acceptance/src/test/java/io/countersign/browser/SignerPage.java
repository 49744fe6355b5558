package io.countersign.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.webauthn.ApiSignerJson;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.SandboxUser;
import io.vavr.control.Either;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An application whose page has the API's own signers and whose server has this library. It serves one user, and one
 * action at a time.
 */
final class SignerPage implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PACKAGES = List.of(
            "@dfns/sdk", "@dfns/sdk-browser", "base64-js", "buffer", "cross-fetch", "ieee754", "uuid");

    private static final String HTML = "<!doctype html><title>Approve</title><link rel=icon href=data:,>"
            + "<script src=/script.js></script>";

    private final HttpServer server;
    private ApiConnection connection;
    private DelegatedUserActions actions;
    private PendingUserAction pending;

    private SignerPage(HttpServer server) {
        this.server = server;
    }

    /** Starts the application without a connection to the API. */
    static SignerPage start(Path packages) throws Exception {
        String script = script(packages.resolve("node_modules"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SignerPage page = new SignerPage(server);
        page.answer("/", "text/html", body -> Either.right(HTML));
        page.answer("/script.js", "text/javascript", body -> Either.right(script));
        page.answer("/begin", "application/json", body -> page.begin());
        page.answer("/complete", "application/json", page::complete);
        server.start();
        return page;
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Returns an address where a browser finds the same page at another origin. */
    URI otherOrigin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void connect(Sandbox sandbox, SandboxUser user) {
        connection = ApiConnection.open(
                ConnectionSettings.builder(sandbox.baseUrl().toString(), user::authToken).buildOrThrow());
        actions = DelegatedUserActions.using(RetrofitTransport.over(connection), url().toString());
    }

    synchronized void disconnect() {
        connection.close();
    }

    private synchronized Either<String, String> begin() {
        return actions.begin(UserAction.ofOrThrow("POST", "/wallets", "{\"network\":\"EthereumSepolia\"}"))
                .peek(begun -> pending = begun)
                .map(ApiSignerJson::challenge)
                .mapLeft(UserActionFailure::message);
    }

    private synchronized Either<String, String> complete(String answer) {
        return ApiSignerJson.answer(answer, pending).mapLeft(Violation::describe)
                .flatMap(given -> given.complete(actions, pending).mapLeft(UserActionFailure::message))
                .flatMap(authorized ->
                        HttpActionExecutor.over(connection).execute(authorized).mapLeft(ApiFailure::message))
                .map(ApiAnswer::body);
    }

    private void answer(String path, String type, Function<String, Either<String, String>> answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                Either<String, String> answered = answer.apply(body);
                byte[] text = answered.fold(refusal -> refusal, done -> done).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
                exchange.sendResponseHeaders(answered.isRight() ? 200 : 422, text.length);
                exchange.getResponseBody().write(text);
            }
        });
    }

    /** Returns the loader, the packages, and what the page does with them. */
    private static String script(Path modules) throws Exception {
        StringBuilder script = new StringBuilder(resource("loader.js"));
        for (String name : PACKAGES) {
            JsonNode description = JSON.readTree(modules.resolve(name).resolve("package.json").toFile());
            Path entry = modules.resolve(name).resolve(entryForBrowsers(description)).normalize();
            script.append("packages.set('%s', '%s');\n".formatted(name, modules.relativize(entry)));
            define(script, modules, modules.resolve(name).resolve("package.json"), "module.exports = ", ";");
            try (Stream<Path> files = Files.walk(entry.getParent())) {
                for (Path file : files.filter(file -> file.toString().endsWith(".js")).toList()) {
                    define(script, modules, file, "", "");
                }
            }
        }
        return script.append(resource("signers.js")).toString();
    }

    private static void define(StringBuilder script, Path modules, Path file, String before, String after)
            throws IOException {
        script.append("define('%s', function (exports, require, module) {".formatted(modules.relativize(file)))
                .append(before).append(Files.readString(file)).append(after).append("\n});\n");
    }

    private static String entryForBrowsers(JsonNode description) {
        return Stream.of("/exports/./browser/require", "/browser", "/main").map(description::at)
                .filter(JsonNode::isTextual).findFirst().orElseThrow().textValue();
    }

    private static String resource(String name) throws IOException {
        try (var resource = SignerPage.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
