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
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;

/** A server that never ends its TLS connections, also when the client ends them. */
class UnclosedTlsTest {

    private static final HandshakeCertificates SERVER = new HandshakeCertificates.Builder()
            .heldCertificate(LOCALHOST).addTrustedCertificate(AUTHORITY.certificate()).build();
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LATE = Duration.ofSeconds(20);
    private static final int LARGEST = 1000;

    /** All that the server sends after it has read a request. */
    enum Answer {
        WHOLE("HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\n{}"),
        LAST("HTTP/1.1 400 Bad\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"),
        TOO_LARGE("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{" + " ".repeat(2 * LARGEST)),
        NOT_HTTP("Good morning\r\n\r\n"),
        TOO_MUCH("HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\n{}{}"),
        STOPPED("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"),
        NONE("");

        private final String text;

        Answer(String text) {
            this.text = text;
        }
    }

    @ParameterizedTest
    @EnumSource
    void with_tls_1_2_it_holds_up_neither_an_exchange_nor_closing(Answer answer) throws Exception {
        assertEndsSoon("TLSv1.2", answer);
    }

    /** This version has each side close its half, so the JVM's sockets may wait for the other side's end. */
    @ParameterizedTest
    @EnumSource
    void with_tls_1_3_it_holds_up_neither_an_exchange_nor_closing(Answer answer) throws Exception {
        assertEndsSoon("TLSv1.3", answer);
    }

    private static void assertEndsSoon(String version, Answer answer) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        var exchanges = Executors.newCachedThreadPool();
        try (RawServer server = RawServer.doing(socket -> answer(socket, version, answer, end))) {
            for (Future<?> each : exchanges.invokeAll(Stream.of(Exchanging.values())
                    .map(exchanging -> Executors.callable(() -> exchange(exchanging, server))).toList(),
                    LATE.toSeconds(), TimeUnit.SECONDS)) {
                assertThat(each).isNotCancelled();
                each.get();
            }
        } finally {
            end.countDown();
            exchanges.shutdownNow();
        }
    }

    private static void exchange(Exchanging exchanging, RawServer server) {
        assertThat(exchanging.with(server.https().readTimeout(SOON).maxAnswerBytes(LARGEST)
                .tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY)))).isLeft()).isTrue();
    }

    private static void answer(Socket socket, String version, Answer answer, CountDownLatch end) throws Exception {
        SSLSocket secured = (SSLSocket) SERVER.sslSocketFactory()
                .createSocket(socket, "localhost", socket.getPort(), false);
        secured.setUseClientMode(false);
        secured.setEnabledProtocols(new String[] {version});
        RawRequest.from(secured.getInputStream());
        secured.getOutputStream().write(answer.text.getBytes(UTF_8));
        end.await();
    }
}
