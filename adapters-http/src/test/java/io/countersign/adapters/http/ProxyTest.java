package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.ConnectProxy;
import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.fixture.TlsServer;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import io.countersign.ports.failure.ApiFailureKind;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/** A tunnel to the API through a proxy, and credentials for the proxy alone. */
@Isolated("changes the proxy that all connections of the JVM use")
class ProxyTest {

    private static final String PASSWORD = "prôxy:secret";
    private static final String BASIC = "Basic "
            + Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private TlsServer server;

    @BeforeEach
    void start() throws Exception {
        server = TlsServer.showing(LOCALHOST);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ConnectionSettings.Builder settings() {
        return server.settings().tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY)));
    }

    @ParameterizedTest
    @EnumSource
    void a_proxy_that_asks_for_nothing_gets_nothing_but_the_destination(Exchanging exchanging) throws Exception {
        try (ConnectProxy proxy = ConnectProxy.open()) {
            assertThat(exchanging.with(settings().proxy("localhost", proxy.port(), "user", () -> PASSWORD))).isRight();

            assertThat(proxy.requests()).singleElement().asString()
                    .startsWith("CONNECT localhost:" + server.port() + " HTTP/1.1\r\n")
                    .doesNotContain("Authorization", Settings.BEARER, "auth/action", "wallets");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: close\r\n"})
    void a_proxy_that_asks_for_credentials_gets_them_and_the_api_does_not(String end) throws Exception {
        try (ConnectProxy proxy = ConnectProxy.forThoseWhoShow(BASIC, end)) {
            for (Exchanging exchanging : Exchanging.values()) {
                assertThat(exchanging.with(settings().proxy("localhost", proxy.port(), "user", () -> PASSWORD)))
                        .isRight();
            }

            assertThat(proxy.requests()).hasSize(2 * Exchanging.values().length)
                    .noneMatch(request -> request.contains(Settings.BEARER));
            assertThat(server.requests()).hasSize(Exchanging.values().length).allSatisfy(request -> {
                assertThat(request.getHeaders().get("Proxy-Authorization")).isNull();
                assertThat(request.getHeaders().toString()).doesNotContain(BASIC);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: close\r\n"})
    void credentials_that_the_proxy_refuses_are_not_tried_again(String end) throws Exception {
        try (ConnectProxy proxy = ConnectProxy.forThoseWhoShow(BASIC, end)) {
            var failure = notSent(settings().proxy("localhost", proxy.port(), "user", () -> "wrong-secret"),
                    "proxy.password", "must be one that the proxy accepts");

            assertThat(failure.message()).doesNotContain("wrong-secret");
            assertThat(failure.isRetryable()).isFalse();
            assertThat(proxy.requests()).hasSize(2);
            assertThat(server.requests()).isEmpty();
        }
    }

    /** Each of them may ask the same directory, which counts. */
    @Test
    void credentials_that_the_proxy_refuses_at_one_of_its_addresses_are_not_tried_at_another() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.forThoseWhoShow(BASIC, "")) {
            OkHttpClient client = new OkHttpClient.Builder().dns(host -> List.of(
                    InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2"))).build();
            ConnectionSettings settings = settings().proxy("proxy.example", proxy.port(), "user", () -> "wrong-secret")
                    .buildOrThrow();
            try (ApiConnection connection = ApiConnection.over(client, settings)) {
                assertThat(Exchanging.READING.over(connection).getLeft()).isInstanceOf(ApiFailure.NotSent.class);
            }

            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @Test
    void a_proxy_that_asks_where_there_are_no_credentials_is_no_mystery() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.forThoseWhoShow(BASIC, "")) {
            notSent(settings().proxy("localhost", proxy.port()), "proxy.user", "the proxy asks for them");
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void neither_is_one_that_the_jvm_is_set_to() throws Exception {
        ProxySelector usual = ProxySelector.getDefault();
        try (ConnectProxy proxy = ConnectProxy.forThoseWhoShow(BASIC, "")) {
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("localhost", proxy.port())));

            notSent(settings(), "proxy.user", "the proxy asks for them");
            assertThat(proxy.requests()).hasSize(1);
        } finally {
            ProxySelector.setDefault(usual);
        }
    }

    @Test
    void a_proxy_that_takes_other_credentials_than_a_password_gets_none() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.answering(
                ConnectProxy.ASKS_FOR_BASIC.replaceAll("Basic .*\r\n", "Negotiate\r\n"))) {
            notSent(settings().proxy("localhost", proxy.port(), "user", () -> PASSWORD), "proxy",
                    "must accept Basic authentication");
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void a_password_that_is_not_to_be_had_is_no_mystery_either() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.forThoseWhoShow(BASIC, "")) {
            Supplier<String> throwing = () -> {
                throw new IllegalStateException("secret");
            };

            notSent(settings().proxy("localhost", proxy.port(), "user", () -> null), "proxy.password", "gave none");
            assertThat(notSent(settings().proxy("localhost", proxy.port(), "user", throwing), "proxy.password",
                    "its supplier threw java.lang.IllegalStateException").message()).doesNotContain("secret");
        }
    }

    private static ApiFailure notSent(ConnectionSettings.Builder settings, String field, String because) {
        ApiFailure failure = Exchanging.MAKING_THE_CALL.with(settings).getLeft();

        assertThat(failure).isInstanceOfSatisfying(ApiFailure.NotSent.class, notSent ->
                assertThat(notSent.violations().map(Violation::field)).containsExactly(field));
        assertThat(failure.message()).contains(because);
        return failure;
    }

    @Test
    void a_proxy_that_builds_no_tunnel_leaves_the_api_unreachable() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n")) {
            ApiFailure failure = Exchanging.MAKING_THE_CALL.with(settings().proxy("localhost", proxy.port())).getLeft();

            assertThat(failure).returns(ApiFailureKind.UNREACHABLE, ApiFailure::kind);
            assertThat(failure.message()).contains("CONNECT: 403");
        }
    }

    @Test
    void a_proxy_that_is_not_there_leaves_the_api_unreachable_and_is_not_gone_around() throws Exception {
        int freePort;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }

        assertThat(Exchanging.MAKING_THE_CALL.with(settings().proxy("localhost", freePort)).getLeft())
                .returns(ApiFailureKind.UNREACHABLE, ApiFailure::kind);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_certificate_is_checked_through_the_tunnel_as_well() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.open()) {
            assertThat(Exchanging.READING.with(server.settings().proxy("localhost", proxy.port())).getLeft())
                    .returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
        }
    }

    /** What looks like the proxy's question can be the API's, inside of the tunnel. */
    @ParameterizedTest
    @EnumSource
    void an_api_that_asks_for_the_proxys_credentials_does_not_get_them(Exchanging exchanging) throws Exception {
        try (MockWebServer curious = new MockWebServer();
                ConnectProxy proxy = ConnectProxy.forThoseWhoShow(BASIC, "")) {
            curious.useHttps(new HandshakeCertificates.Builder().heldCertificate(LOCALHOST).build().sslSocketFactory());
            curious.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    return new MockResponse.Builder().code(407)
                            .addHeader("Proxy-Authenticate: Basic realm=\"here\"").build();
                }
            });
            curious.start();
            var settings = ConnectionSettings.builder(curious.url("/").toString(), () -> Settings.BEARER)
                    .tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY)))
                    .proxy("localhost", proxy.port(), "user", () -> PASSWORD);

            ApiFailure failure = exchanging.with(settings).getLeft();

            assertThat(failure.status()).contains(407);
            assertThat(curious.getRequestCount()).isEqualTo(1);
            assertThat(curious.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
        }
    }

    /** It would get the bearer token in the clear. */
    @Test
    void plain_http_on_loopback_goes_through_no_proxy_not_even_that_of_an_applications_own_client() throws Exception {
        try (MockWebServer plain = new MockWebServer(); ConnectProxy proxy = ConnectProxy.open()) {
            plain.start();
            plain.enqueue(new MockResponse.Builder().body("{}").build());
            OkHttpClient proxied = new OkHttpClient.Builder()
                    .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("localhost", proxy.port()))).build();

            try (ApiConnection connection = ApiConnection.over(proxied, Settings.to(plain).buildOrThrow())) {
                assertThat(Exchanging.READING.over(connection)).isRight();
            }

            assertThat(proxy.requests()).isEmpty();
        }
    }
}
