package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.HeldCertificates;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.TlsServer;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Exchange;
import okhttp3.OkHttpClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A host with several addresses, of which one takes no connection: as IPv6 addresses do on a machine without IPv6. What
 * went wrong at the one that was reached is reported.
 */
class SeveralAddressesTest {

    static Stream<List<InetAddress>> orders() throws Exception {
        InetAddress nobody = InetAddress.getByName("127.0.0.2");
        InetAddress server = InetAddress.getByName("127.0.0.1");
        return Stream.of(List.of(nobody, server), List.of(server, nobody));
    }

    private static ApiFailure failure(List<InetAddress> addresses, ConnectionSettings.Builder settings) {
        var client = new OkHttpClient.Builder().dns(host -> addresses).build();
        try (ApiConnection connection = ApiConnection.over(client, settings.buildOrThrow())) {
            return Exchanging.MAKING_THE_CALL.over(connection).getLeft();
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void an_untrusted_certificate_is_reported(List<InetAddress> addresses) throws Exception {
        try (TlsServer server = TlsServer.showing(LOCALHOST)) {
            assertThat(failure(addresses, server.settings())).returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void a_handshake_that_is_cut_is_reported(List<InetAddress> addresses) throws Exception {
        try (RawServer cutting = RawServer.doing(connection -> {
            connection.getInputStream().readNBytes(100);
            connection.getInputStream().readNBytes(connection.getInputStream().available());
        })) {
            assertThat(failure(addresses, cutting.https()).message())
                    .contains("in the TLS handshake: SSLHandshakeException");
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void a_handshake_that_nobody_answers_is_reported(List<InetAddress> addresses) throws Exception {
        try (RawServer silent = RawServer.doing(connection ->
                connection.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            assertThat(failure(addresses, silent.https().readTimeout(Duration.ofMillis(600))))
                    .isEqualTo(new ApiFailure.TimedOut(Exchange.EXECUTION, Phase.SECURING));
        }
    }

    @ParameterizedTest
    @MethodSource("orders")
    void that_no_address_answers_is_reported(List<InetAddress> addresses) throws Exception {
        RawServer gone = RawServer.doing(connection -> { });
        gone.close();

        assertThat(failure(addresses, gone.https()).message()).contains("ConnectException");
    }

    @ParameterizedTest
    @MethodSource("orders")
    void one_that_answers_is_enough(List<InetAddress> addresses) throws Exception {
        try (TlsServer server = TlsServer.showing(LOCALHOST)) {
            var trusting = TlsSettings.builder()
                    .trustedCertificates(HeldCertificates.pem(HeldCertificates.AUTHORITY));
            var client = new OkHttpClient.Builder().dns(host -> addresses).build();
            try (ApiConnection connection = ApiConnection.over(
                    client, server.settings().tls(trusting).buildOrThrow())) {
                assertThat(Exchanging.MAKING_THE_CALL.over(connection).isRight()).isTrue();
            }
        }
    }
}
