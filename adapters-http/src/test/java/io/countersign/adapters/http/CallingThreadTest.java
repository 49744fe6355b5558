package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.RawRequest;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.domain.action.Step;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import io.vavr.control.Either;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;

/** Exchanges that the calling thread makes by itself end as promptly as those that it only waits for. */
@Execution(ExecutionMode.CONCURRENT)
class CallingThreadTest {

    private final CountDownLatch received = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private volatile boolean secured;
    private RawServer server;

    /** The server answers reads, and keeps silent when it has received a call. */
    @BeforeEach
    void start() throws Exception {
        server = RawServer.doing(this::serve);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void serve(Socket plain) throws Exception {
        Socket socket = secured ? secured(plain) : plain;
        for (RawRequest request = RawRequest.from(socket.getInputStream()); request.head().startsWith("GET");
                request = RawRequest.from(socket.getInputStream())) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8));
            socket.getOutputStream().flush();
        }
        received.countDown();
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } finally {
            hungUp.countDown();
        }
    }

    private static SSLSocket secured(Socket socket) throws Exception {
        SSLSocket secured = (SSLSocket) new HandshakeCertificates.Builder().heldCertificate(LOCALHOST).build()
                .sslSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private ConnectionSettings.Builder settings(boolean tls) {
        secured = tls;
        return tls
                ? server.https().tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY)))
                : server.http();
    }

    /** Returns a connection that has learnt the address and the protocol of the API. */
    private ApiConnection warm(ConnectionSettings.Builder settings) {
        ApiConnection connection = ApiConnection.open(settings.buildOrThrow());
        for (int read = 0; read < 3; read++) {
            assertThat(Exchanging.READING.over(connection)).isRight();
        }
        return connection;
    }

    /** A call that is under way. */
    private record Call(Thread thread, CompletableFuture<Either<ApiFailure, ?>> outcome) {

        boolean isMadeByItsThread() {
            return Arrays.stream(thread.getStackTrace()).anyMatch(at -> at.getClassName().startsWith("okhttp3."));
        }

        ApiFailure failure() throws Exception {
            return outcome.get(15, TimeUnit.SECONDS).getLeft();
        }
    }

    private Call received(ApiConnection connection) throws Exception {
        CompletableFuture<Either<ApiFailure, ?>> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Either<ApiFailure, ?> made = Exchanging.MAKING_THE_CALL.over(connection);
            interrupted.set(Thread.interrupted());
            outcome.complete(made);
        });
        thread.start();
        assertThat(received.await(10, TimeUnit.SECONDS)).isTrue();
        return new Call(thread, outcome);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void over_http_1_the_calling_thread_makes_it_and_an_interrupt_ends_it(boolean tls) throws Exception {
        try (ApiConnection connection = warm(settings(tls))) {
            Call call = received(connection);
            assertThat(call.isMadeByItsThread()).isTrue();

            call.thread().interrupt();

            assertThat(call.failure()).isEqualTo(new ApiFailure.Cancelled(Exchange.EXECUTION, true));
            assertThat(interrupted).isTrue();
            assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closing_the_connection_ends_it(boolean tls) throws Exception {
        ApiConnection connection = warm(settings(tls));
        Call call = received(connection);

        connection.close();

        assertThat(call.failure()).isEqualTo(new ApiFailure.Cancelled(Exchange.EXECUTION, true));
        assertThat(interrupted).isFalse();
        assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_time_limit_ends_it(boolean tls) throws Exception {
        var limits = settings(tls).callTimeout(Duration.ofSeconds(5)).readTimeout(Duration.ofMinutes(1));
        try (ApiConnection connection = warm(limits)) {
            assertThat(received(connection).failure())
                    .isEqualTo(new ApiFailure.TimedOut(Exchange.EXECUTION, Phase.AWAITING_ANSWER));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_read_timeout_ends_it_and_hangs_up(boolean tls) throws Exception {
        var limits = settings(tls).callTimeout(Duration.ofMinutes(1)).readTimeout(Duration.ofSeconds(5));
        try (ApiConnection connection = warm(limits)) {
            assertThat(received(connection).failure())
                    .isEqualTo(new ApiFailure.TimedOut(Exchange.EXECUTION, Phase.AWAITING_ANSWER));
            assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_thread_that_was_interrupted_before_sends_nothing() throws Exception {
        try (ApiConnection connection = warm(settings(false))) {
            Thread.currentThread().interrupt();

            assertThat(Exchanging.MAKING_THE_CALL.over(connection).getLeft())
                    .isEqualTo(new ApiFailure.Cancelled(Exchange.EXECUTION, false));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(received.getCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_its_flow_has_cancelled_is_not_sent_or_ends(boolean before) throws Exception {
        Attempt attempt = Attempt.create();
        attempt.begin(Step.EXECUTION);
        try (ApiConnection connection = warm(settings(false))) {
            if (before) {
                attempt.cancel();
            } else {
                CompletableFuture.runAsync(() -> {
                    awaitQuietly(received);
                    attempt.cancel();
                }, task -> new Thread(task).start());
            }

            assertThat(HttpActionExecutor.over(connection)
                    .execute(Settings.anAction().authorizedBy(Settings.aToken()), attempt.transmission()).getLeft())
                    .isEqualTo(new ApiFailure.Cancelled(Exchange.EXECUTION, !before));
            assertThat(received.getCount()).isEqualTo(before ? 1 : 0);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its interceptors and listeners may hear no interrupt. */
    @Test
    void over_a_client_of_the_application_another_thread_makes_it() throws Exception {
        try (ApiConnection connection = ApiConnection.over(new OkHttpClient(), settings(false).buildOrThrow())) {
            assertThat(received(connection).isMadeByItsThread()).isFalse();
        }
    }

    @Test
    void with_an_executor_one_of_its_threads_makes_it() throws Exception {
        try (ApiConnection connection = ApiConnection.open(
                settings(false).executor(task -> new Thread(task).start()).buildOrThrow())) {
            assertThat(received(connection).isMadeByItsThread()).isFalse();
        }
    }

    /** A name look-up hears no interrupt. */
    @Test
    void while_the_address_is_not_known_another_thread_makes_it() throws Exception {
        try (ApiConnection connection = ApiConnection.open(ConnectionSettings.builder(
                "http://localhost:" + server.port(), () -> "token").buildOrThrow())) {
            assertThat(received(connection).isMadeByItsThread()).isFalse();
        }
    }
}
