package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.CLIENT;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.OTHER_AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.keyPem;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.ConnectProxy;
import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.HeldCertificates;
import io.countersign.adapters.http.fixture.TlsServer;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import okhttp3.CertificatePinner;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;

/** Which settings count when an application hands in a client of its own: never is anything ignored in silence. */
class OwnClientTest {

    private TlsServer server;

    @BeforeEach
    void start() throws Exception {
        server = TlsServer.showing(LOCALHOST);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void without_tls_settings_its_own_trust_stays() {
        assertThat(reading(trusting(AUTHORITY), server.settings())).isRight();
    }

    @Test
    void trusted_certificates_of_the_settings_take_the_place_of_its_own() {
        OkHttpClient trustingOther = trusting(OTHER_AUTHORITY);
        OkHttpClient trusting = trusting(AUTHORITY);

        assertThat(reading(trustingOther,
                server.settings().tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY)))))
                .isRight();
        assertThat(reading(trusting,
                server.settings().tls(TlsSettings.builder().trustedCertificates(pem(OTHER_AUTHORITY))))
                .getLeft()).returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
    }

    @Test
    void a_client_certificate_of_the_settings_leaves_it_its_own_trust() {
        var tls = TlsSettings.builder().clientCertificate(pem(CLIENT), keyPem(CLIENT));

        assertThat(reading(trusting(AUTHORITY), server.settings().tls(tls))).isRight();
    }

    @Test
    void where_the_settings_say_whom_to_trust_host_names_are_checked_even_if_it_does_not() throws Exception {
        OkHttpClient trustingAnyHost = new OkHttpClient.Builder().hostnameVerifier((host, session) -> true).build();
        HeldCertificate elsewhere = HeldCertificates.signedBy(AUTHORITY)
                .addSubjectAlternativeName("elsewhere.example").build();
        try (TlsServer other = TlsServer.showing(elsewhere)) {
            assertThat(reading(trustingAnyHost,
                    other.settings().tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY)))).getLeft())
                    .returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
        }
    }

    @Test
    void pins_of_the_settings_take_the_place_of_its_own() {
        OkHttpClient pinning = trusting(AUTHORITY).newBuilder().certificatePinner(new CertificatePinner.Builder()
                .add("localhost", CertificatePinner.pin(LOCALHOST.certificate())).build()).build();
        var others = TlsSettings.builder().certificatePins(CertificatePinner.pin(OTHER_AUTHORITY.certificate()));

        assertThat(reading(pinning, server.settings())).isRight();
        assertThat(reading(pinning, server.settings().tls(others)).getLeft())
                .returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
    }

    @Test
    void its_own_pins_stay_where_the_settings_have_none() {
        OkHttpClient pinning = trusting(AUTHORITY).newBuilder().certificatePinner(new CertificatePinner.Builder()
                .add("localhost", CertificatePinner.pin(OTHER_AUTHORITY.certificate())).build()).build();

        assertThat(reading(pinning, server.settings().tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY))))
                .getLeft())
                .returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
    }

    @Test
    void a_proxy_of_the_settings_takes_the_place_of_its_own_and_without_one_its_own_stays() throws Exception {
        try (ConnectProxy its = ConnectProxy.open(); ConnectProxy ours = ConnectProxy.open()) {
            OkHttpClient proxied = trusting(AUTHORITY).newBuilder()
                    .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("localhost", its.port()))).build();

            assertThat(reading(proxied, server.settings())).isRight();
            assertThat(reading(proxied, server.settings().proxy("localhost", ours.port()))).isRight();

            assertThat(its.requests()).hasSize(1);
            assertThat(ours.requests()).hasSize(1);
        }
    }

    @Test
    void time_limits_are_those_of_the_settings() {
        OkHttpClient patient = new OkHttpClient.Builder().connectTimeout(Duration.ofHours(1))
                .readTimeout(Duration.ofHours(1)).writeTimeout(Duration.ofHours(1)).callTimeout(Duration.ofHours(1))
                .build();
        ConnectionSettings settings = server.settings().connectTimeout(Duration.ofSeconds(1))
                .readTimeout(Duration.ofSeconds(2)).writeTimeout(Duration.ofSeconds(3))
                .callTimeout(Duration.ofSeconds(4)).buildOrThrow();

        OkHttpClient client = ApiConnection.over(patient, settings).client();

        assertThat(client.connectTimeoutMillis()).isEqualTo(1000);
        assertThat(client.readTimeoutMillis()).isEqualTo(2000);
        assertThat(client.writeTimeoutMillis()).isEqualTo(3000);
        assertThat(client.callTimeoutMillis()).isEqualTo(4000);
    }

    @Test
    void read_and_write_timeouts_default_to_the_call_timeout() {
        OkHttpClient client = ApiConnection.open(
                server.settings().callTimeout(Duration.ofSeconds(4)).buildOrThrow()).client();

        assertThat(client.readTimeoutMillis()).isEqualTo(4000);
        assertThat(client.writeTimeoutMillis()).isEqualTo(4000);
        assertThat(client.connectTimeoutMillis()).isEqualTo(10_000);
    }

    @Test
    void settings_can_be_applied_to_a_client_that_goes_beside_this_library() throws Exception {
        OkHttpClient client = server.settings().tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY)))
                .buildOrThrow()
                .appliedTo(new OkHttpClient());

        try (var response = client.newCall(new okhttp3.Request.Builder()
                .url("https://localhost:" + server.port()).build()).execute()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(response.protocol()).isEqualTo(Protocol.HTTP_2);
        }
        assertThat(client.callTimeoutMillis()).isZero();
    }

    private static OkHttpClient trusting(HeldCertificate authority) {
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate()).build();
        return new OkHttpClient.Builder()
                .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager()).build();
    }

    private static io.vavr.control.Either<ApiFailure, ?> reading(
            OkHttpClient client, ConnectionSettings.Builder settings) {
        try (ApiConnection connection = ApiConnection.over(client, settings.buildOrThrow())) {
            return Exchanging.READING.over(connection);
        }
    }
}
