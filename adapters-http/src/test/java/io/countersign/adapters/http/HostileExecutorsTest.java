package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.RawRequest;
import io.countersign.adapters.http.fixture.RawServer;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Only what an executor provably did not begin was not sent, whatever it says and however often it runs a task. */
class HostileExecutorsTest {

    private final AtomicInteger carriedOut = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RawServer server;

    @BeforeEach
    void start() throws Exception {
        server = RawServer.doing(this::carryOut);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        threads.shutdownNow();
    }

    private void carryOut(Socket socket) throws Exception {
        RawRequest request = RawRequest.from(socket.getInputStream());
        if (request == null) {
            return;
        }
        carriedOut.incrementAndGet();
        socket.getOutputStream().write(request.answer().getBytes());
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    static Stream<Supplier<Throwable>> whateverCanBeThrown() {
        return Stream.of(() -> new RejectedExecutionException("full"), () -> new IllegalStateException("metrics"),
                () -> new NoSuchMethodError("version skew"), () -> new StackOverflowError("deep"),
                () -> new OutOfMemoryError("unable to create native thread"));
    }

    @ParameterizedTest
    @MethodSource("whateverCanBeThrown")
    void the_call_decides_what_was_begun_and_not_what_the_executor_throws(Supplier<Throwable> thrown) {
        var outcome = callOn(task -> {
            threads.execute(task);
            awaitThat(() -> carriedOut.get() == 1);
            sneakily(thrown.get());
        });

        assertThat(outcome).isRight();
        assertThat(carriedOut).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("whateverCanBeThrown")
    void what_was_not_begun_when_an_executor_threw_was_not_sent_and_never_is(Supplier<Throwable> thrown) {
        AtomicReference<Runnable> kept = new AtomicReference<>();
        var failure = callOn(task -> {
            kept.set(task);
            sneakily(thrown.get());
        }).getLeft();

        kept.get().run();

        assertThat(failure.mayHaveReachedTheApi()).isFalse();
        assertThat(failure.mayHaveTakenEffect()).isFalse();
        assertThat(failure.message()).doesNotContain("full", "metrics", "skew", "deep", "native thread");
        assertThat(carriedOut).hasValue(0);
    }

    @Test
    void an_executor_that_is_full_holds_the_call_back() {
        assertThat(callOn(task -> {
            throw new RejectedExecutionException("full");
        })).containsOnLeft(new ApiFailure.HeldBack(Exchange.EXECUTION, Protection.EXECUTOR, Option.none()));
    }

    @Test
    void an_executor_that_runs_a_task_several_times_makes_the_call_once() throws Exception {
        CountDownLatch over = new CountDownLatch(3);
        var outcome = callOn(task -> {
            for (int run = 0; run < 3; run++) {
                threads.execute(() -> {
                    task.run();
                    over.countDown();
                });
            }
        });

        over.await();
        assertThat(outcome).isRight();
        assertThat(carriedOut).hasValue(1);
    }

    @Test
    void an_executor_that_runs_a_task_on_the_calling_thread_makes_the_call() {
        assertThat(callOn(Runnable::run)).isRight();
        assertThat(carriedOut).hasValue(1);
    }

    @Test
    void an_executor_that_drops_a_task_keeps_nobody_waiting_beyond_the_time_limit() {
        var failure = callOn(task -> { }).getLeft();

        assertThat(failure).isInstanceOf(ApiFailure.TimedOut.class);
        assertThat(failure.mayHaveReachedTheApi()).isFalse();
    }

    @Test
    void an_executor_that_is_shut_down_with_a_task_in_its_queue_keeps_nobody_waiting_beyond_the_time_limit()
            throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        CountDownLatch queued = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        one.execute(() -> {
            try {
                never.await();
            } catch (InterruptedException shutDown) {
                // as it is to be
            }
        });
        var outcome = CompletableFuture.supplyAsync(() -> callOn(task -> {
            one.execute(task);
            queued.countDown();
        }), threads);
        queued.await();

        one.shutdownNow();

        assertThat(outcome.get(30, TimeUnit.SECONDS).getLeft().mayHaveReachedTheApi()).isFalse();
        assertThat(carriedOut).hasValue(0);
    }

    /** The thread goes on to other tasks, which the interruption was not meant for. */
    @Test
    void a_lent_thread_is_not_left_interrupted() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        try (RawServer silent = RawServer.doing(socket -> {
            begun.countDown();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            var settings = silent.http().callTimeout(Duration.ofMillis(200)).executor(task ->
                    threads.execute(() -> {
                        task.run();
                        interrupted.complete(Thread.currentThread().isInterrupted());
                    }));

            assertThat(Exchanging.MAKING_THE_CALL.with(settings).getLeft()).isInstanceOf(ApiFailure.TimedOut.class);
            assertThat(interrupted.get(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    private Either<ApiFailure, ?> callOn(Executor executor) {
        return Exchanging.MAKING_THE_CALL.with(
                server.http().callTimeout(Duration.ofSeconds(2)).executor(executor));
    }

    private static void awaitThat(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakily(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
