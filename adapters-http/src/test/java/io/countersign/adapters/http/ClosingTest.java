package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What is left when a connection is closed: nothing. */
@Isolated("looks for the threads of its connections, which have the names of those of other tests")
class ClosingTest {

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder().body("{}").build();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Over HTTP/2, since a connection that speaks HTTP/1 does not even outlive its exchange. */
    @Test
    void no_thread_and_no_connection_stays() throws Exception {
        speakHttp2();
        Set<Thread> others = ownThreads(Set.of());
        ApiConnection connection = ApiConnection.open(
                Settings.to(server).tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY))).buildOrThrow());
        assertThat(Exchanging.READING.over(connection)).isRight();
        Set<Thread> own = ownThreads(others);
        assertThat(own).isNotEmpty().allMatch(Thread::isDaemon);
        assertThat(connection.client().connectionPool().connectionCount()).isPositive();

        connection.close();

        for (Thread thread : own) {
            thread.join(1000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(connection.client().connectionPool().connectionCount()).isZero();
    }

    private void speakHttp2() {
        server.useHttps(new HandshakeCertificates.Builder().heldCertificate(LOCALHOST).build().sslSocketFactory());
    }

    private Set<Thread> ownThreads(Set<Thread> butThose) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("Countersign " + server.getHostName()) && thread.isAlive())
                .filter(thread -> !butThose.contains(thread))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void exchanges_after_that_fail_and_send_nothing(Exchanging exchanging) {
        ApiConnection connection = ApiConnection.open(Settings.to(server).buildOrThrow());
        connection.close();
        connection.close();

        var failure = exchanging.over(connection).getLeft();

        assertThat(failure).isInstanceOf(ApiFailure.NotSent.class);
        assertThat(failure.message()).contains("apiConnection: must be open; it was closed before");
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void exchanges_under_way_are_cancelled(Exchanging exchanging) throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        try (RawServer silent = RawServer.doing(socket -> {
            socket.getInputStream().read();
            received.countDown();
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            hungUp.countDown();
        })) {
            ApiConnection connection = ApiConnection.open(silent.http().buildOrThrow());
            CompletableFuture<Either<ApiFailure, ?>> outcome =
                    CompletableFuture.supplyAsync(() -> exchanging.over(connection), task -> new Thread(task).start());
            received.await();

            connection.close();

            assertThat(outcome.get(1, TimeUnit.SECONDS).getLeft())
                    .isEqualTo(new ApiFailure.Cancelled(exchanging.exchange, true));
            assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** As in a name look-up, which nothing can end. */
    @Test
    void a_thread_that_cannot_be_stopped_is_not_waited_for_long() throws Exception {
        CountDownLatch lookingUp = new CountDownLatch(1);
        CountDownLatch found = new CountDownLatch(1);
        OkHttpClient client = new OkHttpClient.Builder().dns(host -> {
            lookingUp.countDown();
            try {
                found.await();
            } catch (InterruptedException never) {
                throw new IllegalStateException(never);
            }
            return List.of(InetAddress.getLoopbackAddress());
        }).build();
        ApiConnection connection = ApiConnection.over(client, Settings.to(server).buildOrThrow());
        CompletableFuture<Either<ApiFailure, ?>> outcome =
                CompletableFuture.supplyAsync(
                        () -> Exchanging.MAKING_THE_CALL.over(connection), task -> new Thread(task).start());
        lookingUp.await();
        long before = System.nanoTime();

        connection.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(outcome.get(1, TimeUnit.SECONDS).getLeft())
                .isEqualTo(new ApiFailure.Cancelled(Exchange.EXECUTION, false));
        found.countDown();
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void threads_and_a_client_of_the_applications_own_stay_its_own() throws Exception {
        speakHttp2();
        var threads = Executors.newCachedThreadPool();
        var client = new OkHttpClient();
        var settings = Settings.to(server).tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY)))
                .executor(threads).buildOrThrow();
        try (ApiConnection connection = ApiConnection.over(client, settings)) {
            assertThat(Exchanging.READING.over(connection)).isRight();
        }

        assertThat(threads.isShutdown()).isFalse();
        assertThat(client.dispatcher().executorService().isShutdown()).isFalse();
        assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
        threads.shutdown();
        client.connectionPool().evictAll();
    }
}
