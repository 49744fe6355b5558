package io.countersign.adapters.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.fixture.RawRequest;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.domain.action.Step;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.attempt.Transmission.State;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** What these adapters tell the flow of whether an exchange was sent, and what they do when it cancels one. */
class TransmissionRecordTest {

    /** Each exchange that the flow makes, with its record. */
    enum Recorded {

        CHALLENGE((connection, transmission) ->
                RetrofitTransport.over(connection).requestChallenge(Settings.anAction(), transmission)),
        REDEMPTION((connection, transmission) ->
                RetrofitTransport.over(connection).redeem(Settings.aSignedChallenge(), transmission)),
        EXECUTION((connection, transmission) -> HttpActionExecutor.over(connection)
                .execute(Settings.anAction().authorizedBy(Settings.aToken()), transmission));

        private final BiFunction<ApiConnection, Transmission, Either<ApiFailure, ?>> call;

        Recorded(BiFunction<ApiConnection, Transmission, Either<ApiFailure, ?>> call) {
            this.call = call;
        }

        Either<ApiFailure, ?> over(ApiConnection connection, Transmission transmission) {
            return call.apply(connection, transmission);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_reached_nobody_is_abandoned(Recorded exchange) throws Exception {
        int freePort;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }
        Transmission transmission = Transmission.standalone();

        failure(exchange, ConnectionSettings.builder("http://127.0.0.1:" + freePort, () -> "t"), transmission);

        assertThat(transmission.state()).isEqualTo(State.ABANDONED);
    }

    @ParameterizedTest
    @EnumSource
    void what_was_not_even_made_ready_is_abandoned(Recorded exchange) throws Exception {
        try (RawServer server = RawServer.doing(socket -> { })) {
            for (var settings : List.of(
                    ConnectionSettings.builder("http://127.0.0.1:" + server.port(), () -> " "),
                    ConnectionSettings.builder("http://127.0.0.1:" + server.port(), () -> {
                        throw new NoSuchMethodError("version skew");
                    }),
                    server.http().callTimeout(Duration.ofMillis(50)).executor(task -> { }),
                    server.http().executor(task -> {
                        throw new IllegalStateException("full");
                    }))) {
                Transmission transmission = Transmission.standalone();

                failure(exchange, settings, transmission);

                assertThat(transmission.state()).isEqualTo(State.ABANDONED);
            }
            assertThat(server.connections()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_was_lost_is_sent_and_what_was_answered_is_answered(Recorded exchange) throws Exception {
        Transmission lost = Transmission.standalone();
        Transmission refused = Transmission.standalone();
        try (RawServer losing = RawServer.doing(socket -> RawRequest.from(socket.getInputStream()));
                RawServer refusing = RawServer.doing(socket -> {
                    RawRequest.from(socket.getInputStream());
                    socket.getOutputStream().write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n".getBytes());
                })) {
            failure(exchange, losing.http(), lost);
            failure(exchange, refusing.http(), refused);
        }

        assertThat(lost.state()).isEqualTo(State.SENT);
        assertThat(refused.state()).isEqualTo(State.ANSWERED);
    }

    @ParameterizedTest
    @EnumSource
    void what_was_cancelled_before_is_not_sent(Recorded exchange) throws Exception {
        Attempt attempt = Attempt.create();
        attempt.begin(Step.CHALLENGE);
        attempt.cancel();
        try (RawServer server = RawServer.doing(socket -> { })) {
            ApiFailure failure = failure(exchange, server.http(), attempt.transmission());

            assertThat(failure).isEqualTo(new ApiFailure.Cancelled(failure.exchange(), false));
            assertThat(server.connections()).isEmpty();
        }
        assertThat(attempt.transmission().state()).isEqualTo(State.ABANDONED);
    }

    /** Whoever cleared the interrupt: the flow tells of it in another way. */
    @ParameterizedTest
    @EnumSource
    void a_cancelled_exchange_that_waits_for_its_answer_ends_and_hangs_up(Recorded exchange) throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        Attempt attempt = begun();
        try (RawServer server = RawServer.doing(socket -> {
            socket.getInputStream().read();
            received.countDown();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            hungUp.countDown();
        }); ApiConnection connection = ApiConnection.open(server.http().buildOrThrow())) {
            var outcome = CompletableFuture.supplyAsync(
                    () -> exchange.over(connection, attempt.transmission()), task -> new Thread(task).start());
            received.await();

            attempt.cancel();

            ApiFailure failure = outcome.get(10, TimeUnit.SECONDS).getLeft();
            assertThat(failure).isEqualTo(new ApiFailure.Cancelled(failure.exchange(), true));
            assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(attempt.transmission().state()).isEqualTo(State.SENT);
    }

    @ParameterizedTest
    @EnumSource
    void a_cancelled_exchange_that_looks_up_a_name_ends_and_is_never_sent(Recorded exchange) throws Exception {
        CountDownLatch lookingUp = new CountDownLatch(1);
        CountDownLatch found = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        OkHttpClient client = new OkHttpClient.Builder().dns(host -> {
            lookingUp.countDown();
            while (found.getCount() > 0) {
                Thread.onSpinWait();
            }
            return List.of(InetAddress.getLoopbackAddress());
        }).addInterceptor(chain -> {
            try {
                return chain.proceed(chain.request());
            } finally {
                over.countDown();
            }
        }).build();
        Attempt attempt = begun();
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.doing(socket -> count(socket, requests));
                ApiConnection connection = ApiConnection.over(client, ConnectionSettings
                        .builder("http://localhost:" + server.port(), () -> "t").buildOrThrow())) {
            var outcome = CompletableFuture.supplyAsync(
                    () -> exchange.over(connection, attempt.transmission()), task -> new Thread(task).start());
            lookingUp.await();

            attempt.cancel();

            ApiFailure failure = outcome.get(10, TimeUnit.SECONDS).getLeft();
            assertThat(failure).isEqualTo(new ApiFailure.Cancelled(failure.exchange(), false));
            found.countDown();
            over.await();
        }
        assertThat(requests).hasValue(0);
        assertThat(attempt.transmission().state()).isEqualTo(State.ABANDONED);
    }

    @ParameterizedTest
    @EnumSource
    void a_transmission_that_was_used_is_not_used_again(Recorded exchange) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.doing(socket -> count(socket, requests));
                ApiConnection connection = ApiConnection.open(server.http().buildOrThrow())) {
            Transmission used = Transmission.standalone();
            exchange.over(connection, used);

            assertThat(exchange.over(connection, used).getLeft()).isInstanceOf(ApiFailure.NotSent.class);
        }
        assertThat(requests).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void of_several_at_once_with_one_transmission_one_is_sent(Recorded exchange) throws Exception {
        int threads = 4;
        AtomicInteger requests = new AtomicInteger();
        CyclicBarrier ready = new CyclicBarrier(threads);
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(chain -> {
            try {
                ready.await();
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
            return chain.proceed(chain.request());
        }).build();
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        Transmission transmission = Transmission.standalone();
        try (RawServer server = RawServer.doing(socket -> count(socket, requests));
                ApiConnection connection = ApiConnection.over(client, server.http().buildOrThrow())) {
            List<CompletableFuture<Either<ApiFailure, ?>>> outcomes = java.util.stream.IntStream.range(0, threads)
                    .<CompletableFuture<Either<ApiFailure, ?>>>mapToObj(thread -> CompletableFuture.supplyAsync(
                            () -> exchange.over(connection, transmission), callers)).toList();
            for (var outcome : outcomes) {
                outcome.get(30, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdown();
        }
        assertThat(requests).hasValue(1);
        assertThat(transmission.mayHaveBeenSent()).isTrue();
    }

    @Test
    void what_an_interceptor_may_have_sent_by_itself_is_not_abandoned() throws Exception {
        OkHttpClient another = new OkHttpClient();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> another.newCall(chain.request()).execute()).build();
        Transmission transmission = Transmission.standalone();
        try (RawServer losing = RawServer.doing(socket -> RawRequest.from(socket.getInputStream()));
                ApiConnection connection = ApiConnection.over(client, losing.http().buildOrThrow())) {
            assertThat(Recorded.EXECUTION.over(connection, transmission).getLeft().exchange())
                    .isEqualTo(Exchange.EXECUTION);
        }
        assertThat(transmission.mayHaveBeenSent()).isTrue();
    }

    private static Attempt begun() {
        Attempt attempt = Attempt.create();
        attempt.begin(Step.CHALLENGE);
        return attempt;
    }

    private static void count(Socket socket, AtomicInteger requests) throws Exception {
        RawRequest request = RawRequest.from(socket.getInputStream());
        if (request != null) {
            requests.incrementAndGet();
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes());
        }
    }

    private static ApiFailure failure(
            Recorded exchange, ConnectionSettings.Builder settings, Transmission transmission) {
        try (ApiConnection connection = ApiConnection.open(settings.buildOrThrow())) {
            var outcome = exchange.over(connection, transmission);
            assertThat(outcome).isLeft();
            return outcome.getLeft();
        }
    }
}
