package io.countersign.adapters.http.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A call with the token of a user action goes out once, whoever put the token on and whoever wants it repeated. */
class UserActionInterceptorSentOnceTest {

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

    private static RequestBody json() {
        return RequestBody.create("{}", MediaType.get("application/json"));
    }

    private Request.Builder wallets() {
        return new Request.Builder().url(server.url("/wallets"));
    }

    private Request.Builder withOwnToken() {
        return wallets().header("X-DFNS-USERACTION", "my-own");
    }

    private void answering(int... statuses) {
        for (int status : statuses) {
            server.enqueue(new MockResponse.Builder().code(status).setHeader("Retry-After", "0").body("{}").build());
        }
    }

    private static ApiFailure failureOf(OkHttpClient client, Request request) {
        var thrown = catchThrowableOfType(
                UserActionFailedException.class, () -> client.newCall(request).execute().close());
        return ((Reason.ApiFailed) thrown.failure().reason()).failure();
    }

    private OkHttpClient withBehind(Interceptor behind) {
        return actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder())
                .addInterceptor(behind).build();
    }

    private static final Interceptor REPEATING = chain -> {
        chain.proceed(chain.request()).close();
        return chain.proceed(chain.request());
    };

    @ParameterizedTest
    @CsvSource({"408, POST", "503, POST", "421, POST", "401, POST", "408, DELETE", "503, PUT"})
    void okhttp_does_not_repeat_a_call_that_brings_its_own_token(int status, String method) throws Exception {
        answering(status, 200);
        var client = actions.interceptor(Settings.to(server)).applyTo(new OkHttpClient.Builder()
                .authenticator((route, response) -> response.request().newBuilder().header("X-Again", "1").build()))
                .build();

        try (Response response = client.newCall(withOwnToken().method(method, json()).build()).execute()) {
            assertThat(response.code()).isEqualTo(status);
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 503})
    void a_call_without_a_body_that_brings_its_own_token_goes_out_once(int status) {
        answering(status, 200);

        var failure = failureOf(actions.client(Settings.to(server)), withOwnToken().method("DELETE", null).build());

        assertThat(failure.status()).contains(status);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void even_a_read_with_a_token_goes_out_once() {
        answering(503, 200);

        var failure = failureOf(actions.client(Settings.to(server)), withOwnToken().build());

        assertThat(failure.status()).contains(503);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    /** Answers reads; reads calls, and hangs up. */
    private static void readAndReset(Socket connection, AtomicInteger calls) throws IOException {
        InputStream in = connection.getInputStream();
        while (true) {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            if (head.indexOf("POST") == 0) {
                in.readNBytes(2);
                calls.incrementAndGet();
                connection.setSoLinger(true, 0);
                return;
            }
            connection.getOutputStream().write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_pooled_connection_that_breaks_after_the_call_was_read_does_not_send_it_again(boolean ownToken)
            throws Exception {
        var calls = new AtomicInteger();
        try (var raw = RawServer.doing(connection -> readAndReset(connection, calls))) {
            var client = actions.client(raw.http());
            var url = "http://127.0.0.1:" + raw.port() + "/wallets";
            client.newCall(new Request.Builder().url(url).build()).execute().body().string();
            var call = new Request.Builder().url(url).post(json());

            assertThatThrownBy(() -> client.newCall(
                    (ownToken ? call.header("X-DFNS-USERACTION", "my-own") : call).build()).execute())
                    .isInstanceOf(IOException.class);

            assertThat(calls).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interceptor_behind_it_cannot_repeat_a_call_with_a_token(boolean ownToken) {
        answering(503, 200);

        var failure = failureOf(withBehind(REPEATING), (ownToken ? withOwnToken() : wallets()).post(json()).build());

        assertThat(failure.status()).contains(503);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void an_interceptor_before_it_cannot_repeat_a_call_that_brings_its_own_token() {
        answering(503, 200);
        var client = actions.interceptor(Settings.to(server))
                .applyTo(new OkHttpClient.Builder().addInterceptor(REPEATING)).build();

        var failure = failureOf(client, withOwnToken().post(json()).build());

        assertThat(failure.status()).contains(503);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void an_interceptor_before_it_that_repeats_a_call_has_it_proven_anew() throws Exception {
        answering(503, 200);
        var proofs = new AtomicInteger();
        var client = FakeUserActions.answering(action -> io.vavr.control.Either.right(action.authorizedBy(
                        io.countersign.domain.action.UserActionToken.of("token-" + proofs.incrementAndGet()).get())))
                .interceptor(Settings.to(server))
                .applyTo(new OkHttpClient.Builder().addInterceptor(REPEATING)).build();

        client.newCall(wallets().post(json()).build()).execute().close();

        assertThat(server.takeRequest().getHeaders().get("X-DFNS-USERACTION")).isEqualTo("token-1");
        assertThat(server.takeRequest().getHeaders().get("X-DFNS-USERACTION")).isEqualTo("token-2");
    }

    @Test
    void a_token_that_is_issued_twice_is_sent_once() {
        answering(503, 200);
        var client = actions.interceptor(Settings.to(server))
                .applyTo(new OkHttpClient.Builder().addInterceptor(REPEATING)).build();

        var failure = failureOf(client, wallets().post(json()).build());

        assertThat(failure.status()).contains(503);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    /** Builds a request anew, as tracing and logging libraries do: whatever OkHttp tagged it with is lost. */
    private static Request anew(Request request) {
        return new Request.Builder().url(request.url()).headers(request.headers())
                .method(request.method(), request.body()).build();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interceptor_that_builds_requests_anew_neither_loses_the_proof_nor_gets_a_second_call(boolean ownToken)
            throws Exception {
        answering(503, 200);
        var client = withBehind(chain -> {
            chain.proceed(anew(chain.request())).close();
            return chain.proceed(anew(chain.request()));
        });

        var failure = failureOf(client, (ownToken ? withOwnToken() : wallets()).post(json()).build());

        assertThat(failure.status()).contains(503);
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(server.takeRequest().getHeaders().get("X-DFNS-USERACTION")).isNotNull();
    }

    @Test
    void an_interceptor_that_builds_requests_anew_as_repeatable_ones_does_not_have_okhttp_repeat_them() {
        answering(503, 200);
        var client = withBehind(chain -> chain.proceed(chain.request().newBuilder().post(json()).build()));

        var failure = failureOf(client, withOwnToken().post(json()).build());

        assertThat(failure.status()).contains(503);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void a_token_that_is_put_on_or_changed_behind_it_is_not_sent(String method) {
        var client = withBehind(chain -> chain.proceed(
                chain.request().newBuilder().header("X-DFNS-USERACTION", "smuggled").build()));

        var failure = failureOf(client, withOwnToken().method(method, method.equals("GET") ? null : json()).build());

        assertThat(failure).isInstanceOf(ApiFailure.NotSent.class);
        assertThat(failureOf(client, wallets().build())).isInstanceOf(ApiFailure.NotSent.class);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_token_that_comes_along_with_a_redirect_from_elsewhere_is_not_sent() throws Exception {
        try (var elsewhere = new MockWebServer()) {
            elsewhere.start();
            elsewhere.enqueue(new MockResponse.Builder().code(307).setHeader("Location", server.url("/wallets"))
                    .build());

            var failure = failureOf(actions.client(Settings.to(server)), new Request.Builder()
                    .url(elsewhere.url("/")).header("X-DFNS-USERACTION", "my-own").post(json()).build());

            assertThat(failure).isInstanceOf(ApiFailure.NotSent.class);
            assertThat(elsewhere.getRequestCount()).isOne();
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Test
    void a_call_is_over_when_it_is_answered_and_the_next_one_is_another() throws Exception {
        answering(200, 200);
        List<String> tokens = new CopyOnWriteArrayList<>();
        var client = actions.client(Settings.to(server));

        for (int call = 0; call < 2; call++) {
            client.newCall(withOwnToken().post(json()).build()).execute().close();
            tokens.add(server.takeRequest().getHeaders().get("X-DFNS-USERACTION"));
        }

        assertThat(tokens).containsExactly("my-own", "my-own");
    }

    @Test
    void a_second_call_of_the_same_kind_by_the_same_interceptor_does_not_find_the_first_ones_credentials()
            throws Exception {
        answering(200, 200);
        Interceptor straying = chain -> {
            chain.proceed(chain.request()).close();
            return chain.proceed(new Request.Builder().url(server.url("/other")).build());
        };

        assertThat(failureOf(withBehind(straying), wallets().post(json()).build()).status()).contains(200);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }
}
