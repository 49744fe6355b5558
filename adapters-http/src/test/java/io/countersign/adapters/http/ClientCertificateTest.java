package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.CLIENT;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.OTHER_AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.keyPem;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.HeldCertificates;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A server that lets nobody in who shows no certificate. */
class ClientCertificateTest {

    private static final HandshakeCertificates SERVER = new HandshakeCertificates.Builder()
            .heldCertificate(LOCALHOST).addTrustedCertificate(AUTHORITY.certificate()).build();

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void without_a_certificate_the_server_refuses(String protocol) throws Exception {
        assertRefused(protocol, trustingAuthority());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void with_a_certificate_of_an_authority_that_the_server_does_not_trust_it_refuses(String protocol)
            throws Exception {
        HeldCertificate stranger = HeldCertificates.signedBy(OTHER_AUTHORITY).build();

        assertRefused(protocol, trustingAuthority().clientCertificate(pem(stranger), keyPem(stranger)));
    }

    static Stream<TlsSettings.Builder> everyWayToShowACertificate() throws Exception {
        HeldCertificate rsa = HeldCertificates.signedBy(AUTHORITY).rsa2048().build();
        char[] password = "secret".toCharArray();
        return Stream.of(
                trustingAuthority().clientCertificate(pem(CLIENT), keyPem(CLIENT)),
                trustingAuthority().clientCertificate(pem(CLIENT) + pem(AUTHORITY), keyPem(CLIENT)),
                trustingAuthority().clientCertificate(pem(rsa), keyPem(rsa)),
                trustingAuthority().clientCertificate(HeldCertificates.storeOf(CLIENT, password), password),
                trustingAuthority().clientCertificate(
                        new HandshakeCertificates.Builder().heldCertificate(CLIENT).build().keyManager()));
    }

    @ParameterizedTest
    @MethodSource("everyWayToShowACertificate")
    void with_a_certificate_it_lets_in(TlsSettings.Builder showing) throws Exception {
        for (String protocol : new String[] {"TLSv1.2", "TLSv1.3"}) {
            try (RawServer server = RawServer.doing(connection -> admit(protocol, connection))) {
                assertThat(Exchanging.READING.with(server.https().tls(showing))).isRight();
            }
        }
    }

    /** Asking for a challenge comes first, and there it shows. */
    private static void assertRefused(String protocol, TlsSettings.Builder tls) throws Exception {
        try (RawServer server = RawServer.doing(connection -> admit(protocol, connection))) {
            ApiFailure failure = Exchanging.ASKING_FOR_A_CHALLENGE.with(server.https().tls(tls)).getLeft();

            assertThat(failure).returns(ApiFailureKind.TLS_REFUSED, ApiFailure::kind);
            assertThat(failure.message()).contains("Received fatal alert");
            assertThat(failure.mayHaveTakenEffect()).isFalse();
        }
    }

    /** With TLS 1.3 the call is on its way by then, and a server that says so may have read it before. */
    @ParameterizedTest
    @CsvSource({"TLSv1.2, false", "TLSv1.3, true"})
    void a_call_that_was_on_its_way_when_the_server_refused_may_have_been_carried_out(
            String protocol, boolean onItsWay) throws Exception {
        try (RawServer server = RawServer.doing(connection -> admit(protocol, connection))) {
            ApiFailure failure = Exchanging.MAKING_THE_CALL.with(server.https().tls(trustingAuthority())).getLeft();

            assertThat(failure.kind()).isEqualTo(
                    onItsWay ? ApiFailureKind.CONNECTION_LOST : ApiFailureKind.TLS_REFUSED);
            assertThat(failure.message()).contains("Received fatal alert");
            assertThat(failure.mayHaveTakenEffect()).isEqualTo(onItsWay);
        }
    }

    /**
     * Answers one request of a client that has a certificate. From any other it takes what that still sends, as a
     * network would, before it hangs up: hanging up at once, on loopback, can overtake the alert.
     */
    private static void admit(String protocol, Socket connection) throws Exception {
        SSLSocket secured = (SSLSocket) SERVER.sslSocketFactory()
                .createSocket(connection, "localhost", connection.getPort(), false);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(true);
        secured.setEnabledProtocols(new String[] {protocol});
        try {
            secured.startHandshake();
        } catch (SSLException refused) {
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
            return;
        }
        BufferedReader request = new BufferedReader(new InputStreamReader(secured.getInputStream(), UTF_8));
        while (!request.readLine().isEmpty()) {
            continue;
        }
        secured.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8));
    }

    private static TlsSettings.Builder trustingAuthority() {
        return TlsSettings.builder().trustedCertificates(pem(AUTHORITY));
    }
}
