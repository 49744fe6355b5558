package io.countersign.adapters.http.interceptor;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.OTHER_AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.fixture.ConnectProxy;
import io.countersign.adapters.http.fixture.HeldCertificates;
import io.countersign.adapters.http.fixture.RawRequest;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.fixture.TlsServer;
import io.countersign.adapters.http.fixture.UnconnectedSockets;
import io.countersign.adapters.http.tls.TlsSettings;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.CertificatePinner;
import okhttp3.CipherSuite;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.TlsVersion;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.SocketFactory;

/** Credentials go over connections that the settings allow, whatever the client was set to. */
class UserActionInterceptorConnectionsTest {

    private final FakeUserActions actions = FakeUserActions.thatProve();

    /** A client of an application that takes any certificate for any host. */
    private static OkHttpClient.Builder trustingAnybody() {
        return trusting(AUTHORITY, OTHER_AUTHORITY).hostnameVerifier((host, session) -> true);
    }

    private static OkHttpClient.Builder trusting(HeldCertificate... authorities) {
        var certificates = new HandshakeCertificates.Builder();
        for (HeldCertificate authority : authorities) {
            certificates.addTrustedCertificate(authority.certificate());
        }
        var handshake = certificates.build();
        return new OkHttpClient.Builder().sslSocketFactory(handshake.sslSocketFactory(), handshake.trustManager());
    }

    private static ConnectionSpec speaking(TlsVersion version) {
        return new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS).tlsVersions(version).build();
    }

    private Request request(int port, String method) {
        return new Request.Builder().url("https://localhost:" + port + "/wallets")
                .method(method, method.equals("GET") ? null : RequestBody.create("{}", null)).build();
    }

    private void assertRefused(
            TlsServer server, ConnectionSettings.Builder settings, OkHttpClient.Builder client, String because) {
        OkHttpClient signing = actions.interceptor(settings).applyTo(client).build();

        for (String method : List.of("GET", "POST")) {
            Refusals.assertRefused(signing, request(server.port(), method), because);
        }
        assertThat(server.requests()).isEmpty();
    }

    private void assertSent(TlsServer server, ConnectionSettings.Builder settings, OkHttpClient.Builder client)
            throws Exception {
        OkHttpClient signing = actions.interceptor(settings).applyTo(client).build();

        signing.newCall(request(server.port(), "POST")).execute().close();

        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().get(0).getHeaders().get("Authorization")).isEqualTo("Bearer " + Settings.BEARER);
        assertThat(server.requests().get(0).getHeaders().get("X-DFNS-USERACTION")).isNotNull();
    }

    @Test
    void a_client_with_the_settings_applied_reaches_the_api() throws Exception {
        try (var server = TlsServer.showing(LOCALHOST)) {
            var settings = server.settings().tls(trustingAuthority().certificatePins(pin(AUTHORITY)).onlyTls13());

            assertSent(server, settings, settings.buildOrThrow().appliedTo(new OkHttpClient()).newBuilder());
        }
    }

    @Test
    void a_client_that_is_as_strict_by_itself_reaches_the_api() throws Exception {
        try (var server = TlsServer.speaking("TLSv1.2", LOCALHOST)) {
            assertSent(server, server.settings().tls(trustingAuthority().certificatePins(pin(AUTHORITY))),
                    trusting(AUTHORITY));
        }
    }

    @Test
    void an_rsa_certificate_is_trusted_for_a_key_exchange_that_signs() throws Exception {
        var rsa = HeldCertificates.signedBy(AUTHORITY).rsa2048().addSubjectAlternativeName("localhost").build();
        try (var server = TlsServer.speaking("TLSv1.2", rsa)) {
            assertSent(server, server.settings().tls(trustingAuthority()), trusting(AUTHORITY)
                    .connectionSpecs(List.of(new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
                            .cipherSuites(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256).build())));
        }
    }

    @Test
    void settings_that_say_nothing_leave_trust_to_the_client() throws Exception {
        try (var server = TlsServer.showing(LOCALHOST)) {
            assertSent(server, server.settings(), trusting(AUTHORITY));
        }
    }

    @Test
    void a_server_that_only_the_client_trusts_gets_no_credential() throws Exception {
        try (var server = TlsServer.showing(LOCALHOST)) {
            assertRefused(server,
                    server.settings().tls(TlsSettings.builder().trustedCertificates(pem(OTHER_AUTHORITY))),
                    trusting(AUTHORITY, OTHER_AUTHORITY), "certificate is not trusted");
        }
    }

    @Test
    void a_server_without_a_pinned_key_gets_no_credential() throws Exception {
        try (var server = TlsServer.showing(LOCALHOST)) {
            assertRefused(server, server.settings().tls(trustingAuthority().certificatePins(pin(OTHER_AUTHORITY))),
                    trusting(AUTHORITY), "none of the pinned keys");
            assertRefused(server, server.settings().tls(TlsSettings.builder().certificatePins(pin(OTHER_AUTHORITY))),
                    trusting(AUTHORITY), "none of the pinned keys");
        }
    }

    @Test
    void a_pinned_certificate_outside_the_validated_chain_does_not_count() throws Exception {
        try (var server = TlsServer.sendingAlong(LOCALHOST, OTHER_AUTHORITY.certificate())) {
            assertRefused(server, server.settings().tls(trustingAuthority().certificatePins(pin(OTHER_AUTHORITY))),
                    trusting(AUTHORITY), "none of the pinned keys");
        }
    }

    @Test
    void a_server_of_another_name_gets_no_credential() throws Exception {
        var elsewhere = HeldCertificates.signedBy(AUTHORITY).addSubjectAlternativeName("elsewhere.example").build();
        try (var server = TlsServer.showing(elsewhere)) {
            assertRefused(server, server.settings().tls(trustingAuthority()), trustingAnybody(), "for another host");
            assertRefused(server, server.settings().tls(TlsSettings.builder().clientCertificate(
                            pem(HeldCertificates.CLIENT), HeldCertificates.keyPem(HeldCertificates.CLIENT))),
                    trustingAnybody(), "for another host");
        }
    }

    @Test
    void an_older_tls_than_the_settings_allow_carries_no_credential() throws Exception {
        try (var server = TlsServer.showing(LOCALHOST)) {
            assertRefused(server, server.settings().tls(trustingAuthority().onlyTls13()),
                    trusting(AUTHORITY).connectionSpecs(List.of(speaking(TlsVersion.TLS_1_2))), "it speaks TLSv1.2");
        }
    }

    @Test
    void a_client_that_is_changed_after_the_interceptor_was_added_is_found_out_too() throws Exception {
        try (var server = TlsServer.showing(LOCALHOST)) {
            var settings = server.settings().tls(trustingAuthority().certificatePins(pin(OTHER_AUTHORITY)));
            var client = actions.interceptor(settings).applyTo(
                    settings.buildOrThrow().appliedTo(new OkHttpClient()).newBuilder())
                    .certificatePinner(CertificatePinner.DEFAULT).build();

            Refusals.assertRefused(client, request(server.port(), "POST"), "none of the pinned keys");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void another_proxy_than_that_of_the_settings_is_refused() throws Exception {
        try (var server = TlsServer.showing(LOCALHOST);
                var proxy = ConnectProxy.open(); var other = ConnectProxy.open()) {
            var settings = server.settings().tls(trustingAuthority()).proxy("127.0.0.1", proxy.port());
            var clientOfSettings = settings.buildOrThrow().appliedTo(new OkHttpClient());

            assertRefused(server, settings, trusting(AUTHORITY), "the proxy is another one");
            assertRefused(server, settings, trusting(AUTHORITY).proxy(at(other.port())), "the proxy is another one");
            assertSent(server, settings, clientOfSettings.newBuilder());
        }
    }

    private static Proxy at(int port) {
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", port));
    }

    private static String pin(HeldCertificate certificate) {
        return CertificatePinner.pin(certificate.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void plain_http_goes_through_no_proxy(String method) throws Exception {
        try (var server = new MockWebServer(); var proxy = new MockWebServer()) {
            server.start();
            proxy.start();
            proxy.enqueue(new MockResponse.Builder().build());
            var client = actions.interceptor(Settings.to(server))
                    .applyTo(new OkHttpClient.Builder().proxy(at(proxy.getPort()))).build();

            Refusals.assertRefused(client, request(server.getPort(), method).newBuilder()
                    .url(server.url("/wallets")).build(), "plain http goes to loopback addresses only");
            assertThat(proxy.getRequestCount()).isZero();
            assertThat(server.getRequestCount()).isZero();
        }
    }

    /** Sockets that lead to that port of this machine, wherever they are asked to. */
    private static SocketFactory leadingTo(int port) {
        return new UnconnectedSockets(() -> new Socket() {
            @Override
            public void connect(SocketAddress anywhere, int timeout) throws IOException {
                super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
            }
        });
    }

    @Test
    void plain_http_to_a_localhost_that_a_resolver_puts_elsewhere_carries_no_credential() throws Exception {
        try (var server = new MockWebServer()) {
            server.start();
            var url = "http://localhost:" + server.getPort();
            InetAddress elsewhere = InetAddress.getByAddress("localhost", new byte[] {(byte) 192, 0, 2, 1});
            var client = actions.interceptor(ConnectionSettings.builder(url, () -> "t"))
                    .applyTo(new OkHttpClient.Builder()
                    .dns(host -> List.of(elsewhere)).socketFactory(leadingTo(server.getPort()))).build();

            Refusals.assertRefused(client, new Request.Builder().url(url + "/wallets").build(),
                    "plain http goes to loopback addresses only");
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: upgrade\r\nUpgrade: h2c\r\n"})
    void after_a_101_the_connection_is_closed_and_no_call_is_told_what_follows(String headers) throws Exception {
        try (RawServer server = RawServer.doing(socket -> {
            for (var request = RawRequest.from(socket.getInputStream()); request != null;
                    request = RawRequest.from(socket.getInputStream())) {
                String answer = request.body().contains("first")
                        ? "HTTP/1.1 101 Switching Protocols\r\n" + headers + "\r\n"
                                + RawRequest.answerShowing("\"forged\"")
                        : request.answer();
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
        })) {
            OkHttpClient client = actions.client(server.http());
            client.newCall(post(server, "{\"call\":\"first\"}")).execute().close();

            try (var answer = client.newCall(post(server, "{\"call\":\"second\"}")).execute()) {
                assertThat(answer.body().string()).contains("second");
            }
            assertThat(server.connections()).hasSize(2);
        }
    }

    private static Request post(RawServer server, String json) {
        return new Request.Builder().url("http://127.0.0.1:" + server.port() + "/wallets")
                .post(RequestBody.create(json, null)).build();
    }

    private static TlsSettings.Builder trustingAuthority() {
        return TlsSettings.builder().trustedCertificates(pem(AUTHORITY));
    }
}
