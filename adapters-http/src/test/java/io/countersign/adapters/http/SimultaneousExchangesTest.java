package io.countersign.adapters.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.RawRequest;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.domain.Violation;
import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Only so many exchanges are under way at once, and whoever waits for a place can stop waiting. */
class SimultaneousExchangesTest {

    private final CountDownLatch received = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private RawServer server;

    @BeforeEach
    void start() throws Exception {
        server = RawServer.doing(this::serve);
    }

    @AfterEach
    void stop() throws Exception {
        mayAnswer.countDown();
        server.close();
    }

    private void serve(Socket socket) throws Exception {
        while (true) {
            RawRequest.from(socket.getInputStream());
            requests.incrementAndGet();
            received.countDown();
            mayAnswer.await();
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8));
            socket.getOutputStream().flush();
        }
    }

    /** Who makes the exchanges. */
    enum Threads {
        OF_THE_CONNECTION(settings -> settings),
        OF_AN_EXECUTOR(settings -> settings.executor(task -> new Thread(task).start())),
        OF_AN_EXECUTOR_THAT_IS_FULL_AFTER_ONE(settings -> settings.executor(refusingAfter(1)));

        private final Function<ConnectionSettings.Builder, ConnectionSettings.Builder> choice;

        Threads(Function<ConnectionSettings.Builder, ConnectionSettings.Builder> choice) {
            this.choice = choice;
        }

        private static Executor refusingAfter(int most) {
            AtomicInteger taken = new AtomicInteger();
            return task -> {
                if (taken.incrementAndGet() > most) {
                    throw new RejectedExecutionException("full");
                }
                new Thread(task).start();
            };
        }

        ApiConnection open(ConnectionSettings.Builder settings) {
            return ApiConnection.open(choice.apply(settings).buildOrThrow());
        }
    }

    /** An exchange and the thread that waits for it. */
    private record Read(Thread thread, CompletableFuture<Either<ApiFailure, ApiAnswer>> outcome) {

        static Read over(ApiConnection connection) {
            CompletableFuture<Either<ApiFailure, ApiAnswer>> outcome = new CompletableFuture<>();
            Thread thread = new Thread(() -> outcome.complete(
                    HttpActionExecutor.over(connection).read(ActionPath.ofOrThrow("/wallets"))));
            thread.start();
            return new Read(thread, outcome);
        }

        Either<ApiFailure, ApiAnswer> ended() throws Exception {
            return outcome.get(30, TimeUnit.SECONDS);
        }

        /** Returns this as soon as its thread waits. */
        Read waiting() {
            while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
                Thread.onSpinWait();
            }
            return this;
        }
    }

    private Read receivedOver(ApiConnection connection) throws InterruptedException {
        Read first = Read.over(connection);
        assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();
        return first;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void no_more_exchanges_than_allowed_are_under_way_and_the_others_follow(int most) throws Exception {
        try (ApiConnection connection = ApiConnection.open(server.http().maxExchanges(most).buildOrThrow())) {
            List<Read> reads = new ArrayList<>();
            for (int read = 0; read < most; read++) {
                reads.add(Read.over(connection));
            }
            while (requests.get() < most) {
                Thread.onSpinWait();
            }
            reads.add(Read.over(connection).waiting());
            reads.add(Read.over(connection).waiting());
            assertThat(requests).hasValue(most);

            mayAnswer.countDown();
            for (Read read : reads) {
                assertThat(read.ended()).isRight();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Threads.class)
    void one_that_is_interrupted_while_it_waits_is_cancelled_and_sends_nothing(Threads threads) throws Exception {
        try (ApiConnection connection = threads.open(server.http().maxExchanges(1))) {
            Read first = receivedOver(connection);
            Read second = Read.over(connection).waiting();
            second.thread().interrupt();

            assertThat(second.ended()).containsOnLeft(new ApiFailure.Cancelled(Exchange.READ, false));
            mayAnswer.countDown();
            assertThat(first.ended()).isRight();
            assertThat(requests).hasValue(1);
        }
    }

    /** The place that the first one leaves goes to none of the others. */
    @ParameterizedTest
    @EnumSource(Threads.class)
    void those_that_wait_are_cancelled_when_the_connection_is_closed(Threads threads) throws Exception {
        ApiConnection connection = threads.open(server.http().maxExchanges(1));
        receivedOver(connection);
        List<Read> others = new ArrayList<>();
        for (int other = 0; other < 50; other++) {
            others.add(Read.over(connection).waiting());
        }
        connection.close();

        for (Read other : others) {
            assertThat(other.ended()).containsOnLeft(new ApiFailure.Cancelled(Exchange.READ, false));
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void at_least_one_exchange_must_be_allowed() {
        assertThat(server.http().maxExchanges(0).build().getError())
                .containsExactly(new Violation("maxExchanges", "must be at least 1"));
    }
}
