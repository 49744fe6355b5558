package io.countersign.adapters.http;

import static io.countersign.adapters.http.fixture.HeldCertificates.AUTHORITY;
import static io.countersign.adapters.http.fixture.HeldCertificates.LOCALHOST;
import static io.countersign.adapters.http.fixture.HeldCertificates.pem;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.fixture.TlsServer;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that is interrupted while it waits comes back at once, and takes the call down with it. */
class InterruptionTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @ParameterizedTest
    @EnumSource
    void while_it_waits_for_the_answer_the_connection_is_closed(Exchanging exchanging) throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        try (RawServer server = RawServer.doing(connection -> {
            connection.getInputStream().read();
            received.countDown();
            connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            hungUp.countDown();
        }); ApiConnection connection = ApiConnection.open(server.http().buildOrThrow())) {

            var failure = interrupted(exchanging, connection, received);

            assertThat(failure).isEqualTo(new ApiFailure.Cancelled(exchanging.exchange, true));
            assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REDEEMING", "MAKING_THE_CALL"})
    void while_it_waits_in_http_2_the_stream_is_reset_and_the_connection_stays(Exchanging exchanging) throws Exception {
        UnwantedAnswer unwanted = new UnwantedAnswer();
        try (MockWebServer server = new MockWebServer()) {
            server.useHttps(new HandshakeCertificates.Builder().heldCertificate(LOCALHOST).build().sslSocketFactory());
            server.enqueue(new MockResponse.Builder().body(unwanted).build());
            server.enqueue(new MockResponse.Builder().body("{}").build());
            server.start();
            var settings = ConnectionSettings.builder(server.url("/").toString(), () -> Settings.BEARER)
                    .tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY))).buildOrThrow();
            try (ApiConnection connection = ApiConnection.open(settings)) {
                var failure = interrupted(exchanging, connection, unwanted.begun);

                assertThat(failure).isEqualTo(new ApiFailure.Cancelled(exchanging.exchange, true));
                unwanted.goOn.countDown();
                assertThat(unwanted.end.get(5, TimeUnit.SECONDS)).hasMessageContaining("stream was reset: CANCEL");
                assertThat(Exchanging.READING.over(connection).get()).isNotNull();
                assertThat(server.takeRequest().getConnectionIndex()).isZero();
                assertThat(server.takeRequest().getConnectionIndex()).isZero();
            }
        }
    }

    /** One that stops after its head, and learns of its end when it goes on. */
    private static final class UnwantedAnswer implements MockResponseBody {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CompletableFuture<IOException> end = new CompletableFuture<>();

        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            begun.countDown();
            try {
                goOn.await();
                while (true) {
                    sink.writeUtf8(" ").flush();
                    Thread.onSpinWait();
                }
            } catch (IOException reset) {
                end.complete(reset);
                throw reset;
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void while_a_name_is_looked_up_it_is_left_to_itself_and_nothing_goes_out_later(Exchanging exchanging)
            throws Exception {
        CountDownLatch lookingUp = new CountDownLatch(1);
        CountDownLatch found = new CountDownLatch(1);
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            OkHttpClient client = new OkHttpClient.Builder().dns(host -> {
                lookingUp.countDown();
                try {
                    found.await();
                } catch (InterruptedException never) {
                    throw new IllegalStateException(never);
                }
                return List.of(InetAddress.getLoopbackAddress());
            }).build();
            var settings = ConnectionSettings.builder("http://localhost:" + server.getPort(), () -> Settings.BEARER);
            try (ApiConnection connection = ApiConnection.over(client, settings.buildOrThrow())) {
                var failure = interrupted(exchanging, connection, lookingUp);

                assertThat(failure).isEqualTo(new ApiFailure.Cancelled(exchanging.exchange, false));
                found.countDown();
            }
            assertThat(server.getRequestCount()).isZero();
        }
    }

    /** Where OkHttp itself would still send the head of the call, since it has a connection that stays. */
    @ParameterizedTest
    @EnumSource(names = {"MAKING_THE_CALL", "READING"})
    void while_an_interceptor_holds_it_just_before_it_goes_out_it_never_does(Exchanging exchanging) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        OkHttpClient holding = new OkHttpClient.Builder().addNetworkInterceptor(chain -> {
            held.countDown();
            try {
                goOn.await();
                return chain.proceed(chain.request());
            } catch (InterruptedException never) {
                throw new IllegalStateException(never);
            } finally {
                over.countDown();
            }
        }).build();
        try (TlsServer server = TlsServer.showing(LOCALHOST)) {
            var settings = server.settings()
                    .tls(TlsSettings.builder().trustedCertificates(pem(AUTHORITY))).buildOrThrow();
            try (ApiConnection connection = ApiConnection.over(holding, settings)) {
                var failure = interrupted(exchanging, connection, held);

                assertThat(failure).isEqualTo(new ApiFailure.Cancelled(exchanging.exchange, false));
                goOn.countDown();
                assertThat(over.await(5, TimeUnit.SECONDS)).isTrue();
                assertThat(Exchanging.ASKING_FOR_A_CHALLENGE.over(connection).isRight()).isTrue();
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_thread_that_was_interrupted_before_sends_nothing(Exchanging exchanging) throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            try (ApiConnection connection = ApiConnection.open(Settings.to(server).buildOrThrow())) {
                Thread.currentThread().interrupt();

                var failure = exchanging.over(connection).getLeft();

                assertThat(Thread.interrupted()).isTrue();
                assertThat(failure).isEqualTo(new ApiFailure.Cancelled(exchanging.exchange, false));
            }
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Test
    void a_call_that_an_interceptor_of_the_applications_cancels_is_no_broken_connection() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            OkHttpClient client = new OkHttpClient.Builder().addInterceptor(chain -> {
                chain.call().cancel();
                return chain.proceed(chain.request());
            }).build();
            try (ApiConnection connection = ApiConnection.over(client, Settings.to(server).buildOrThrow())) {
                assertThat(Exchanging.MAKING_THE_CALL.over(connection).getLeft())
                        .isEqualTo(new ApiFailure.Cancelled(Exchange.EXECUTION, false));
            }
        }
    }

    /** What comes of the exchange when its thread is interrupted at that moment. */
    private static ApiFailure interrupted(Exchanging exchanging, ApiConnection connection, CountDownLatch moment)
            throws Exception {
        CompletableFuture<Either<ApiFailure, ?>> outcome = new CompletableFuture<>();
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            outcome.complete(exchanging.over(connection));
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        assertThat(moment.await(30, TimeUnit.SECONDS)).isTrue();
        long before = System.nanoTime();
        waiting.interrupt();

        ApiFailure failure = outcome.get(30, TimeUnit.SECONDS).getLeft();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
        assertThat(stillInterrupted.get()).isTrue();
        return failure;
    }
}
