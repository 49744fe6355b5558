package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.domain.action.Endpoint;
import io.countersign.domain.action.UnsignedEndpoints;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls to endpoints that take no user action. */
class UserActionInterceptorUnsignedTest {

    private static final RequestBody BODY = RequestBody.create("{\"a\":1}", MediaType.get("application/json"));

    private final MockWebServer server = new MockWebServer();
    private final FakeUserActions actions = FakeUserActions.thatProve();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ConnectionSettings.Builder withToken(Supplier<String> token) {
        return ConnectionSettings.builder(server.url("/").toString(), token);
    }

    private RecordedRequest sent(OkHttpClient client, String method, String target) throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        client.newCall(request(method, target)).execute().close();
        return server.takeRequest();
    }

    private Request request(String method, String target) {
        return new Request.Builder().url(server.url("/").resolve(target)).method(method, BODY).build();
    }

    @ParameterizedTest
    @CsvSource({"POST, /auth/login", "POST, /auth/registration/init?x=y", "PUT, /auth/logout", "POST, /swaps/quotes",
        "POST, /networks/Bitcoin/call-function", "POST, /auth/action/init"})
    void it_is_sent_with_the_bearer_token_and_without_proof(String method, String target) throws Exception {
        var request = sent(actions.client(Settings.to(server)), method, target);

        assertThat(actions.asked()).isEmpty();
        assertThat(request.getRequestLine()).isEqualTo(method + " " + target + " HTTP/1.1");
        assertThat(request.getBody().utf8()).isEqualTo("{\"a\":1}");
        assertThat(request.getHeaders().values("Authorization")).containsExactly("Bearer " + Settings.BEARER);
        assertThat(request.getHeaders().get("X-DFNS-USERACTION")).isNull();
    }

    /** OkHttp repeats such calls by itself; a login code, for one, would be sent to the user twice. */
    @ParameterizedTest
    @ValueSource(ints = {408, 503})
    void it_is_sent_once_whatever_the_answer(int status) throws Exception {
        server.enqueue(new MockResponse.Builder().code(status).addHeader("Retry-After", "0").build());
        server.enqueue(new MockResponse.Builder().build());

        try (var response = actions.client(Settings.to(server)).newCall(request("POST", "/auth/login/code"))
                .execute()) {
            assertThat(response.code()).isEqualTo(status);
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void it_is_sent_without_a_bearer_token_if_there_is_none(String token) throws Exception {
        var request = sent(actions.client(withToken(() -> token)), "POST", "/auth/login");

        assertThat(request.getHeaders().names()).doesNotContain("Authorization", "X-DFNS-USERACTION");
    }

    @Test
    void a_bearer_token_of_the_caller_is_kept() throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        actions.client(Settings.to(server)).newCall(request("POST", "/auth/registration").newBuilder()
                .header("Authorization", "Bearer of-registration").build()).execute().close();

        assertThat(server.takeRequest().getHeaders().values("Authorization"))
                .containsExactly("Bearer of-registration");
    }

    @ParameterizedTest
    @CsvSource({"GET, /wallets", "POST, /wallets", "DELETE, /auth/login", "POST, /auth/login/"})
    void every_other_call_needs_the_bearer_token(String method, String target) {
        var request = request("POST", target).newBuilder().method(method, method.equals("GET") ? null : BODY).build();

        Refusals.assertRefused(actions.client(withToken(() -> "")), request, "its supplier gave none");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_bearer_token_that_cannot_be_fetched_is_not_taken_for_none() {
        Refusals.assertRefused(actions.client(withToken(() -> {
            throw new IllegalStateException("secret");
        })), request("POST", "/swaps/quotes"), "its supplier threw java.lang.IllegalStateException");
    }

    @Test
    void the_supplier_of_the_bearer_token_may_sign_in_over_the_same_client() throws Exception {
        var client = new AtomicReference<OkHttpClient>();
        client.set(actions.client(withToken(() -> {
            try (var answer = client.get().newCall(request("POST", "/auth/login")).execute()) {
                return answer.body().string();
            } catch (IOException thrown) {
                throw new IllegalStateException(thrown);
            }
        })));
        server.enqueue(new MockResponse.Builder().body("fresh").build());

        var login = sent(client.get(), "POST", "/wallets");
        var wallet = server.takeRequest();

        assertThat(login.getTarget()).isEqualTo("/auth/login");
        assertThat(login.getHeaders().get("Authorization")).isNull();
        assertThat(wallet.getTarget()).isEqualTo("/wallets");
        assertThat(wallet.getHeaders().get("Authorization")).isEqualTo("Bearer fresh");
        assertThat(actions.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/login/", "/Auth/login", "/auth/login;v=1", "/auth/login/delegated", "/auth/actions",
        "/auth/action/other", "/wallets/a%20b/canton/ledger-api"})
    void a_call_to_a_path_that_only_resembles_one_is_proven(String target) throws Exception {
        assertThat(sent(actions.client(Settings.to(server)), "POST", target).getHeaders().get("X-DFNS-USERACTION"))
                .isNotNull();
        assertThat(actions.soleAction().path().path()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth//login", "/auth/action//init", "/auth%2Flogin", "/auth/%6Cogin", "/auth/x/..;/login",
        "/auth/login/..%2F..%2Fwallets", "/networks/a%2Fb/call-function"})
    void a_call_to_a_path_that_servers_read_differently_is_refused(String target) {
        Refusals.assertRefused(actions.interceptor(Settings.to(server)), request("POST", target),
                "userActionHttpPath", "userActionHttpPath");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void an_application_adds_endpoints() throws Exception {
        var client = actions.interceptor(Settings.to(server)).unsignedEndpoints(UnsignedEndpoints.ofTheApi()
                .with(Endpoint.ofOrThrow("POST /payouts/{payoutId}/estimate")))
                .applyTo(new OkHttpClient.Builder()).build();

        assertThat(sent(client, "POST", "/payouts/po-1/estimate").getHeaders().get("X-DFNS-USERACTION")).isNull();
        assertThat(sent(client, "POST", "/auth/login").getHeaders().get("X-DFNS-USERACTION")).isNull();
        assertThat(sent(client, "PUT", "/payouts/po-1/estimate").getHeaders().get("X-DFNS-USERACTION")).isNotNull();
    }

    @Test
    void it_needs_no_bearer_token_where_only_annotated_methods_are_signed_either() throws Exception {
        var client = actions.interceptor(withToken(() -> "")).onlyAnnotated()
                .applyTo(new OkHttpClient.Builder()).build();

        assertThat(sent(client, "POST", "/auth/login").getHeaders().get("Authorization")).isNull();
        Refusals.assertRefused(client, request("POST", "/wallets"), "its supplier gave none");
    }

    @Test
    void what_makes_servers_take_it_for_another_call_is_refused() {
        Refusals.assertRefused(actions.interceptor(Settings.to(server)), request("POST", "/auth/login").newBuilder()
                .header("X-Original-URL", "/wallets").build(), "headers", "X-Original-URL");
    }
}
