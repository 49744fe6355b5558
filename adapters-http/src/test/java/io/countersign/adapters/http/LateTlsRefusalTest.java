package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.RawRequest;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/** A server that refuses by TLS what it has read, carried out or begun to answer. */
class LateTlsRefusalTest {

    private static final HandshakeCertificates SERVER = new HandshakeCertificates.Builder()
            .heldCertificate(LOCALHOST).addTrustedCertificate(AUTHORITY.certificate()).build();

    private final AtomicInteger carriedOut = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(names = {"REDEEMING", "MAKING_THE_CALL"})
    void after_the_request_it_asks_for_a_certificate_that_we_do_not_have(Exchanging exchanging) throws Exception {
        assertLeftOpen(exchanging, false);
    }

    @ParameterizedTest
    @EnumSource
    void after_the_head_of_the_answer_it_asks_for_a_certificate_that_we_do_not_have(Exchanging exchanging)
            throws Exception {
        assertLeftOpen(exchanging, true);
    }

    private void assertLeftOpen(Exchanging exchanging, boolean afterHead) throws Exception {
        try (RawServer server = RawServer.doing(socket -> refuse(socket, afterHead))) {
            ApiFailure failure = exchanging.with(
                    server.https().tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY)))).getLeft();

            assertThat(carriedOut).hasValue(1);
            assertThat(failure.kind()).isNotEqualTo(ApiFailureKind.TLS_REFUSED);
            assertThat(failure.mayHaveReachedTheApi()).isTrue();
        }
    }

    private void refuse(Socket socket, boolean afterHead) throws Exception {
        SSLSocket secured = (SSLSocket) SERVER.sslSocketFactory()
                .createSocket(socket, "localhost", socket.getPort(), false);
        secured.setUseClientMode(false);
        secured.setEnabledProtocols(new String[] {"TLSv1.2"});
        RawRequest.from(secured.getInputStream());
        carriedOut.incrementAndGet();
        if (afterHead) {
            secured.getOutputStream().write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 200000\r\n\r\n{\"id\":\"wa-1\",").getBytes(UTF_8));
        }
        secured.setNeedClientAuth(true);
        secured.startHandshake();
        secured.getInputStream().read();
    }
}
