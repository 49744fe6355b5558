package io.countersign.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.interceptor.UserActionInterceptor;
import io.countersign.ports.inbound.UserActions;
import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.model.ExecutedCall;
import io.countersign.sandbox.model.KeyAlgorithm;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.jackson.JacksonConverterFactory;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.PUT;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

/** One interface with login, registration, quotes and wallets in it, over one client. */
class OneClientTest {

    /** An interface of an application, which knows nothing of user actions. */
    interface Api {

        @POST("auth/login")
        Call<JsonNode> login(@Body Map<String, String> login);

        @PUT("auth/logout")
        Call<JsonNode> logout();

        @POST("auth/registration/init")
        Call<JsonNode> beginRegistration(@Body Map<String, String> user);

        @POST("payouts/quote")
        Call<JsonNode> quote(@Body Map<String, String> payout);

        @POST("wallets")
        Call<JsonNode> createWallet(@Body Map<String, String> wallet);

        @GET("wallets")
        Call<JsonNode> wallets();
    }

    private final Sandbox sandbox = Sandbox.start();
    private final HttpClient forwarding = HttpClient.newHttpClient();
    private final List<String> unsigned = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> token = new AtomicReference<>("");
    private HttpServer server;
    private ApiConnection connection;
    private Api api;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.createContext("/auth/", this::answerUnsigned);
        server.createContext("/payouts/quote", this::answerUnsigned);
        server.createContext("/auth/action", this::answer);
        server.start();
        String baseUrl = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        var settings = ConnectionSettings.builder(baseUrl, token::get).buildOrThrow();
        connection = ApiConnection.open(settings);
        var actions = UserActions.using(RetrofitTransport.over(connection),
                Signers.of(sandbox.serviceAccount().key(KeyAlgorithm.ES256)));
        api = new Retrofit.Builder().baseUrl(baseUrl)
                .client(UserActionInterceptor.signing(actions, settings).applyTo(new OkHttpClient.Builder()).build())
                .addConverterFactory(JacksonConverterFactory.create(new ObjectMapper()))
                .build().create(Api.class);
    }

    @AfterEach
    void stop() {
        connection.close();
        server.stop(0);
        sandbox.close();
    }

    /** Answers as the API does at an endpoint that takes no user action, and notes who called. */
    private void answerUnsigned(HttpExchange exchange) throws IOException {
        assertThat(exchange.getRequestHeaders()).doesNotContainKey("X-dfns-useraction");
        unsigned.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        answer(exchange, 200, new ObjectMapper().writeValueAsBytes(
                Map.of("token", sandbox.serviceAccount().authToken())));
    }

    /** Hands a call on to the sandbox, which wants proof of whatever changes something. */
    private void answer(HttpExchange exchange) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        List.of("Authorization", "X-dfns-useraction", "Content-type").forEach(name ->
                exchange.getRequestHeaders().getOrDefault(name, List.of()).forEach(value ->
                        request.header(name, value)));
        try {
            var answer = forwarding.send(request.build(), BodyHandlers.ofByteArray());
            answer(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static JsonNode made(Call<JsonNode> call) throws IOException {
        var answer = call.execute();
        assertThat(answer.code()).as("%s %s", call.request(), answer.message()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void only_what_takes_a_user_action_is_signed() throws Exception {
        made(api.beginRegistration(Map.of("username", "zoë")));
        token.set(made(api.login(Map.of("username", "zoë"))).get("token").textValue());
        made(api.quote(Map.of("amount", "1")));
        made(api.createWallet(Map.of("network", "Bitcoin")));
        assertThat(made(api.wallets()).get("items")).hasSize(1);
        made(api.logout());

        String bearer = "[Bearer " + token.get() + "]";
        assertThat(unsigned).containsExactly("POST /auth/registration/init []", "POST /auth/login []",
                "POST /payouts/quote " + bearer, "PUT /auth/logout " + bearer);
        assertThat(sandbox.executedCalls()).extracting(ExecutedCall::method).containsExactly("POST", "GET");
        assertThat(sandbox.issuedChallenges()).isEqualTo(1);
    }
}
