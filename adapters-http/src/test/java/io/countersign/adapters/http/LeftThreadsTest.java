package io.countersign.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** During an outage threads do not pile up, and those that hear it are ended. */
class LeftThreadsTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int CALLERS = 20;
    private static final int MOST_STUCK = 64;

    /** As a resolver that waits for a lock or a queue does. */
    @Test
    void a_look_up_that_nobody_waits_for_any_more_is_interrupted() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        OkHttpClient client = new OkHttpClient.Builder().dns(host -> {
            begun.incrementAndGet();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException heard) {
                interrupted.incrementAndGet();
            }
            throw new UnknownHostException(host);
        }).build();
        try (ApiConnection connection = over(client, "interruptible.invalid", SHORT)) {
            List<Either<ApiFailure, ?>> outcomes = callsAtOnce(connection, CALLERS);

            assertThat(outcomes).allSatisfy(outcome -> {
                assertThat(outcome.getLeft()).isInstanceOf(ApiFailure.TimedOut.class);
                assertThat(outcome.getLeft().mayHaveReachedTheApi()).isFalse();
            });
        }
        ended(threadsFor("interruptible.invalid"));
        // On a busy machine some callers have given up before a thread took their exchange.
        assertThat(interrupted).hasValue(begun.get());
    }

    /** As the JVM's own look-up, which hears nothing. */
    @Test
    void where_too_many_threads_are_stuck_no_more_is_begun_until_they_are_back() throws Exception {
        CountDownLatch found = new CountDownLatch(1);
        Semaphore lookingUp = new Semaphore(0);
        OkHttpClient client = new OkHttpClient.Builder().dns(host -> {
            lookingUp.release();
            awaitDeafly(found);
            throw new UnknownHostException(host);
        }).build();
        try (ApiConnection connection = over(client, "stuck.invalid", SHORT)) {
            List<Either<ApiFailure, ?>> outcomes = new ArrayList<>();
            for (int round = 0; round < 10; round++) {
                outcomes.addAll(callsAtOnce(connection, CALLERS));
            }

            Set<Thread> stuck = threadsFor("stuck.invalid");
            assertThat(stuck).hasSizeLessThanOrEqualTo(CALLERS + MOST_STUCK);
            assertThat(outcomes).allSatisfy(outcome ->
                    assertThat(outcome.getLeft().mayHaveReachedTheApi()).isFalse());
            assertThat(outcomes.get(outcomes.size() - 1).getLeft()).isInstanceOf(ApiFailure.HeldBack.class);

            found.countDown();
            ended(stuck, connection);
            assertThat(Exchanging.MAKING_THE_CALL.over(connection).getLeft())
                    .returns(ApiFailureKind.UNREACHABLE, ApiFailure::kind);
        }
    }

    @Test
    void an_interceptor_that_sleeps_is_woken_when_the_connection_is_closed() throws Exception {
        CountDownLatch asleep = new CountDownLatch(CALLERS);
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(chain -> {
            asleep.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException woken) {
                throw new IOException(woken);
            }
            return chain.proceed(chain.request());
        }).build();
        ApiConnection connection = over(client, "asleep.invalid", Duration.ofMinutes(5));
        ExecutorService callers = Executors.newCachedThreadPool();
        List<CompletableFuture<Either<ApiFailure, ?>>> calls = new ArrayList<>();
        for (int number = 0; number < CALLERS; number++) {
            calls.add(CompletableFuture.supplyAsync(() -> Exchanging.MAKING_THE_CALL.over(connection), callers));
        }
        asleep.await();
        Set<Thread> threads = threadsFor("asleep.invalid");

        connection.close();

        for (var call : calls) {
            assertThat(call.get().getLeft()).isEqualTo(
                    new ApiFailure.Cancelled(Exchange.EXECUTION, false));
        }
        ended(threads);
        callers.shutdown();
    }

    private static ApiConnection over(OkHttpClient client, String host, Duration limit) {
        return ApiConnection.over(client, ConnectionSettings.builder("https://" + host, () -> Settings.BEARER)
                .callTimeout(limit).buildOrThrow());
    }

    private static List<Either<ApiFailure, ?>> callsAtOnce(ApiConnection connection, int number) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(number);
        try {
            List<CompletableFuture<Either<ApiFailure, ?>>> calls = new ArrayList<>();
            for (int caller = 0; caller < number; caller++) {
                calls.add(CompletableFuture.supplyAsync(() -> Exchanging.MAKING_THE_CALL.over(connection), callers));
            }
            List<Either<ApiFailure, ?>> outcomes = new ArrayList<>();
            for (var call : calls) {
                outcomes.add(call.get());
            }
            return outcomes;
        } finally {
            callers.shutdown();
        }
    }

    private static Set<Thread> threadsFor(String host) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("Countersign " + host)).collect(Collectors.toSet());
    }

    /** Those of a connection that is closed. */
    private static void ended(Set<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(30_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    /** Those of a connection that is open end when they were idle for a while; till then they take exchanges again. */
    private static void ended(Set<Thread> threads, ApiConnection connection) {
        assertThat(threads).isNotEmpty();
        while (Exchanging.MAKING_THE_CALL.over(connection).getLeft() instanceof ApiFailure.HeldBack) {
            Thread.onSpinWait();
        }
    }

    private static void awaitDeafly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException ignored) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
