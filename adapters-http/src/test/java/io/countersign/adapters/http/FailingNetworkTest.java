package io.countersign.adapters.http;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import io.countersign.ports.failure.ApiFailureKind;
import okhttp3.OkHttpClient;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** No answer, or not a whole one. */
class FailingNetworkTest {

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void nobody_listens(Exchanging exchanging) throws Exception {
        int freePort;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }

        var failure = exchanging.with(ConnectionSettings.builder("http://127.0.0.1:" + freePort, () -> "t")).getLeft();

        assertThat(failure).returns(ApiFailureKind.UNREACHABLE, ApiFailure::kind);
        assertThat(failure.mayHaveTakenEffect()).isFalse();
        assertThat(failure.isRetryable()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void the_name_does_not_resolve(Exchanging exchanging) {
        var client = new OkHttpClient.Builder().dns(name -> {
            throw new UnknownHostException(name);
        }).build();
        var settings = ConnectionSettings.builder("https://no-such-host.invalid", () -> "t").buildOrThrow();

        var failure = exchanging.over(ApiConnection.over(client, settings)).getLeft();

        assertThat(failure).returns(ApiFailureKind.UNREACHABLE, ApiFailure::kind);
        assertThat(failure.message()).contains("UnknownHostException").doesNotContain(Settings.BEARER);
    }

    @ParameterizedTest
    @EnumSource
    void the_connection_is_cut_before_an_answer(Exchanging exchanging) {
        server.enqueue(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

        var failure = exchanging.with(Settings.to(server)).getLeft();

        assertThat(failure).returns(ApiFailureKind.CONNECTION_LOST, ApiFailure::kind);
        assertThat(failure.mayHaveTakenEffect()).isEqualTo(exchanging == Exchanging.MAKING_THE_CALL);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void the_connection_is_cut_in_the_middle_of_the_answer(Exchanging exchanging) {
        server.enqueue(new MockResponse.Builder().body("x".repeat(200_000))
                .onResponseBody(new SocketEffect.CloseSocket()).build());

        assertThat(exchanging.with(Settings.to(server)).getLeft())
                .returns(ApiFailureKind.CONNECTION_LOST, ApiFailure::kind);
    }

    @ParameterizedTest
    @EnumSource
    void the_answer_is_shorter_than_it_says(Exchanging exchanging) {
        server.enqueue(new MockResponse.Builder().body("{}").setHeader("Content-Length", "10")
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE).build());

        assertThat(exchanging.with(Settings.to(server)).getLeft())
                .returns(ApiFailureKind.CONNECTION_LOST, ApiFailure::kind);
    }

    @ParameterizedTest
    @EnumSource
    void the_answer_does_not_come_in_time(Exchanging exchanging) {
        server.enqueue(new MockResponse.Builder().headersDelay(30, TimeUnit.SECONDS).build());

        var failure = exchanging.with(Settings.to(server).callTimeout(Duration.ofSeconds(1))).getLeft();

        assertThat(failure).isEqualTo(new ApiFailure.TimedOut(exchanging.exchange, Phase.AWAITING_ANSWER));
    }

    @ParameterizedTest
    @EnumSource
    void the_answer_drips_in_too_slowly(Exchanging exchanging) {
        server.enqueue(new MockResponse.Builder().body("x".repeat(100_000))
                .throttleBody(1000, 200, TimeUnit.MILLISECONDS).build());

        var failure = exchanging.with(Settings.to(server).callTimeout(Duration.ofSeconds(1))).getLeft();

        assertThat(failure).isEqualTo(new ApiFailure.TimedOut(exchanging.exchange, Phase.READING_ANSWER));
    }

    @ParameterizedTest
    @EnumSource
    void the_answer_is_too_large(Exchanging exchanging) {
        server.enqueue(new MockResponse.Builder().body("x".repeat(1001)).build());

        var failure = exchanging.with(Settings.to(server).maxAnswerBytes(1000)).getLeft();

        assertThat(failure).isEqualTo(new ApiFailure.AnswerTooLarge(exchanging.exchange, 200, 1000));
    }

    @ParameterizedTest
    @EnumSource
    void the_answer_is_small_but_unpacks_to_something_large(Exchanging exchanging) throws Exception {
        var packed = new Buffer();
        try (var gzip = Okio.buffer(new GzipSink(packed))) {
            gzip.write(new byte[50_000_000]);
        }
        server.enqueue(new MockResponse.Builder().setHeader("Content-Encoding", "gzip").body(packed).build());

        assertThat(exchanging.with(Settings.to(server)).getLeft()).isInstanceOf(ApiFailure.AnswerTooLarge.class);
    }

    /** A machine that is being replaced does so, or one that does not like us: it tells nothing about trust. */
    @ParameterizedTest
    @CsvSource({"0, SocketException", "-1, SSLHandshakeException"})
    void the_connection_is_cut_in_the_tls_handshake(int linger, String detail) throws Exception {
        try (RawServer cutting = RawServer.doing(connection -> {
            connection.getInputStream().readNBytes(100);
            connection.getInputStream().readNBytes(connection.getInputStream().available());
            connection.setSoLinger(linger >= 0, Math.max(0, linger));
        })) {
            for (Exchanging exchanging : Exchanging.values()) {
                var failure = exchanging.with(cutting.https()).getLeft();

                assertThat(failure).returns(ApiFailureKind.UNREACHABLE, ApiFailure::kind);
                assertThat(failure.message()).contains("in the TLS handshake: " + detail);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void there_is_no_tls_where_it_should_be(Exchanging exchanging) throws Exception {
        try (RawServer plain = RawServer.doing(connection -> {
            connection.getInputStream().read();
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            assertThat(exchanging.with(plain.https()).getLeft()).returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_interceptor_of_the_applications_own_client_throws(Exchanging exchanging) {
        var client = new OkHttpClient.Builder().addInterceptor(chain -> {
            throw new IllegalStateException("not today");
        }).build();

        var failure = exchanging.over(ApiConnection.over(client, Settings.to(server).buildOrThrow())).getLeft();

        assertThat(failure).isInstanceOf(ApiFailure.NotSent.class);
        assertThat(failure.message()).contains("okHttpClient", "IllegalStateException").doesNotContain("not today");
    }

    @ParameterizedTest
    @EnumSource
    void what_a_server_or_an_interceptor_puts_into_an_exception_is_not_repeated(Exchanging exchanging) {
        var client = new OkHttpClient.Builder().addInterceptor(chain -> {
            chain.proceed(chain.request()).close();
            throw new ProtocolException("unexpected status line: " + chain.request().header("Authorization"));
        }).build();
        server.enqueue(new MockResponse.Builder().build());

        var failure = exchanging.over(ApiConnection.over(client, Settings.to(server).buildOrThrow())).getLeft();

        assertThat(failure).returns(ApiFailureKind.CONNECTION_LOST, ApiFailure::kind);
        assertThat(failure.message()).contains("ProtocolException").doesNotContain(Settings.BEARER);
    }

    @ParameterizedTest
    @EnumSource
    void there_is_no_bearer_token(Exchanging exchanging) {
        String url = server.url("/").toString();

        assertThat(exchanging.with(ConnectionSettings.builder(url, () -> " ")).getLeft().message())
                .contains("bearerToken: its supplier gave none");
        assertThat(exchanging.with(ConnectionSettings.builder(url, () -> null)).getLeft().message())
                .contains("bearerToken: its supplier gave none");
        for (String token : new String[] {"secret\n", "sec ret", "secret\u007f", "secr\u00e9t"}) {
            assertThat(exchanging.with(ConnectionSettings.builder(url, () -> token)).getLeft().message())
                    .contains("bearerToken: must consist of visible ASCII").doesNotContain(token.strip());
        }
        assertThat(exchanging.with(ConnectionSettings.builder(url, () -> {
            throw new IllegalStateException("secret");
        })).getLeft().message()).contains("bearerToken: its supplier threw").doesNotContain("secret");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_client_of_the_applications_own_stays_open_when_the_connection_is_closed() {
        var client = new OkHttpClient();

        ApiConnection.over(client, Settings.to(server).buildOrThrow()).close();

        assertThat(client.dispatcher().executorService().isShutdown()).isFalse();
    }
}
