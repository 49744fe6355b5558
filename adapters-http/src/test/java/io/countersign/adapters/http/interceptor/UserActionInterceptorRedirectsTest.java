package io.countersign.adapters.http.interceptor;

import io.countersign.adapters.http.fixture.Settings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Authenticator;
import okhttp3.Cache;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A secret stays with the call it was meant for, whatever servers and the application's own interceptors want. */
class UserActionInterceptorRedirectsTest {

    private final MockWebServer server = new MockWebServer();
    private final MockWebServer elsewhere = new MockWebServer();
    private final FakeUserActions actions = FakeUserActions.thatProve();

    @BeforeEach
    void start() throws Exception {
        server.start();
        elsewhere.start();
    }

    @AfterEach
    void stop() {
        server.close();
        elsewhere.close();
    }

    private static RequestBody json() {
        return RequestBody.create("{}", MediaType.get("application/json"));
    }

    private Request.Builder wallets() {
        return new Request.Builder().url(server.url("/wallets"));
    }

    private UserActionFailedException failureOf(OkHttpClient client, Request request) {
        return catchThrowableOfType(UserActionFailedException.class, () -> client.newCall(request).execute().close());
    }

    private void assertNotFollowed(Request request, int status, String location) throws IOException {
        server.enqueue(new MockResponse.Builder().code(status)
                .setHeader("Location", location).setHeader("Cache-Control", "max-age=60").build());

        try (Response response = actions.client(Settings.to(server)).newCall(request).execute()) {
            assertThat(response.code()).isEqualTo(status);
            assertThat(response.header("Location")).isEqualTo(location);
            assertThat(response.header("Cache-Control")).isEqualTo("max-age=60");
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(elsewhere.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"300, POST", "301, POST", "302, POST", "303, POST", "307, POST", "308, POST", "303, DELETE",
            "307, DELETE"})
    void a_signed_call_does_not_follow_to_another_port(int status, String method) throws Exception {
        assertNotFollowed(wallets().method(method, json()).build(), status, elsewhere.url("/wallets").toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void a_signed_call_does_not_follow_to_another_host(int status) throws Exception {
        assertNotFollowed(wallets().post(json()).build(), status,
                "http://127.0.0.1:" + server.getPort() + "/wallets");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void a_signed_call_does_not_follow_to_another_path_for_which_its_token_is_not_good(int status) throws Exception {
        assertNotFollowed(wallets().post(json()).build(), status, server.url("/elsewhere").toString());
    }

    @Test
    void a_signed_call_without_a_body_does_not_follow() throws Exception {
        assertNotFollowed(wallets().method("DELETE", null).build(), 307, elsewhere.url("/wallets").toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void a_read_does_not_take_the_bearer_token_along(int status) throws Exception {
        assertNotFollowed(wallets().build(), status, elsewhere.url("/wallets").toString());
    }

    @Test
    void a_read_does_not_follow_to_another_path() throws Exception {
        assertNotFollowed(wallets().build(), 302, server.url("/elsewhere").toString());
    }

    @Test
    void a_redirect_is_not_kept_by_a_cache_which_would_follow_it_later(@TempDir Path directory) throws Exception {
        try (var cache = new Cache(directory.toFile(), 1 << 20)) {
            var client = actions.interceptor(Settings.to(server))
                    .applyTo(new OkHttpClient.Builder().cache(cache)).build();
            for (int time = 1; time <= 2; time++) {
                server.enqueue(new MockResponse.Builder().code(301).setHeader("Cache-Control", "max-age=60")
                        .setHeader("Location", elsewhere.url("/wallets")).build());

                try (Response response = client.newCall(wallets().build()).execute()) {
                    assertThat(response.header("Location")).isEqualTo(elsewhere.url("/wallets").toString());
                }
                assertThat(server.getRequestCount()).isEqualTo(time);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void a_callers_own_proof_is_not_taken_along(int status) throws Exception {
        assertNotFollowed(wallets().header("X-DFNS-USERACTION", "my-own").post(json()).build(), status,
                elsewhere.url("/wallets").toString());
    }

    @Test
    void calls_to_other_hosts_follow_redirects_and_get_no_credential_at_the_api() throws Exception {
        elsewhere.enqueue(new MockResponse.Builder().code(302).setHeader("Location", server.url("/x")).build());
        server.enqueue(new MockResponse.Builder().build());

        actions.client(Settings.to(server)).newCall(new Request.Builder().url(elsewhere.url("/")).build())
                .execute().close();

        assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void added_by_hand_without_a_guard_it_refuses_every_call(String method) {
        var client = new OkHttpClient.Builder().followRedirects(false)
                .addInterceptor(actions.interceptor(Settings.to(server))).build();

        var thrown = failureOf(client, wallets().method(method, method.equals("GET") ? null : json()).build());

        assertThat(thrown).hasMessageContaining("nothing was sent").hasMessageContaining("applyTo");
        assertThat(actions.asked()).isEmpty();
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void added_by_hand_it_still_passes_on_calls_to_other_hosts() throws Exception {
        elsewhere.enqueue(new MockResponse.Builder().build());
        var client = new OkHttpClient.Builder().addInterceptor(actions.interceptor(Settings.to(server))).build();

        client.newCall(new Request.Builder().url(elsewhere.url("/")).post(json()).build()).execute().close();

        assertThat(elsewhere.takeRequest().getHeaders().get("Authorization")).isNull();
    }

    private void assertStopped(Interceptor behind, Request request) {
        var client = actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                .addInterceptor(behind).build();

        var thrown = failureOf(client, request);

        assertThat(thrown).hasMessageContaining("must send a call as it was let through");
        assertThat(((Reason.ApiFailed) thrown.failure().reason()).failure()).isInstanceOf(ApiFailure.NotSent.class);
        assertThat(server.getRequestCount() + elsewhere.getRequestCount()).isZero();
    }

    @Test
    void an_interceptor_that_sends_calls_elsewhere_gets_no_credential_for_it() {
        Interceptor rewriting = chain -> chain.proceed(
                chain.request().newBuilder().url(elsewhere.url("/wallets")).build());

        assertStopped(rewriting, wallets().post(json()).build());
        assertStopped(rewriting, wallets().build());
    }

    @Test
    void an_interceptor_that_changes_what_was_signed_is_stopped() {
        assertStopped(chain -> chain.proceed(
                        chain.request().newBuilder().post(RequestBody.create("other", null)).build()),
                wallets().post(json()).build());
        assertStopped(chain -> chain.proceed(chain.request().newBuilder().put(chain.request().body()).build()),
                wallets().post(json()).build());
        assertStopped(chain -> chain.proceed(chain.request().newBuilder().url(server.url("/other")).build()),
                wallets().post(json()).build());
    }

    @Test
    void an_interceptor_that_changes_where_a_call_with_its_own_token_goes_is_stopped() {
        var withOwnToken = wallets().header("X-DFNS-USERACTION", "my-own").post(json()).build();

        assertStopped(chain -> chain.proceed(chain.request().newBuilder().url(server.url("/other")).build()),
                withOwnToken);
        assertStopped(chain -> chain.proceed(chain.request().newBuilder().put(chain.request().body()).build()),
                withOwnToken);
    }

    @Test
    void an_interceptor_behind_it_may_change_a_read_within_the_api() throws Exception {
        server.enqueue(new MockResponse.Builder().build());
        var client = actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                .addInterceptor(chain -> chain.proceed(
                        chain.request().newBuilder().url(server.url("/wallets?limit=10")).build())).build();

        client.newCall(wallets().build()).execute().close();

        var sent = server.takeRequest();
        assertThat(sent.getTarget()).isEqualTo("/wallets?limit=10");
        assertThat(sent.getHeaders().get("Authorization")).isEqualTo("Bearer " + Settings.BEARER);
    }

    @Test
    void an_interceptor_behind_it_cannot_send_a_signed_call_twice() {
        server.enqueue(new MockResponse.Builder().code(503).build());
        server.enqueue(new MockResponse.Builder().build());
        var client = actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                .addInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    return chain.proceed(chain.request());
                }).build();

        var thrown = failureOf(client, wallets().post(json()).build());

        assertThat(thrown.failure().mayHaveTakenEffect()).isTrue();
        assertThat(((Reason.ApiFailed) thrown.failure().reason()).failure().status()).contains(503);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 408, 503})
    void okhttp_does_not_repeat_a_signed_call(int status) throws Exception {
        server.enqueue(new MockResponse.Builder().code(status).setHeader("Retry-After", "0").build());
        server.enqueue(new MockResponse.Builder().build());
        Authenticator insistent = (route, response) -> response.request().newBuilder().header("X-Again", "1").build();
        var client = actions.interceptor(Settings.to(server))
                .applyTo(new OkHttpClient.Builder().authenticator(insistent)).build();

        try (Response response = client.newCall(wallets().method("DELETE", null).build()).execute()) {
            assertThat(response.code()).isEqualTo(status);
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }
}
