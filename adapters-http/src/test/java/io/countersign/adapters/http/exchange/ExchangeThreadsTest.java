package io.countersign.adapters.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.fixture.Exchanging;
import io.countersign.adapters.http.fixture.HeldCertificates;
import io.countersign.adapters.http.fixture.Settings;
import io.countersign.adapters.http.fixture.TlsServer;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;
import io.vavr.control.Option;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Who does what on which thread, and what becomes of exchanges that threads are short for. */
class ExchangeThreadsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Runnable NOTHING_TO_CANCEL = () -> { };

    @ParameterizedTest
    @EnumSource
    void the_bearer_token_is_asked_for_on_the_calling_thread_and_interceptors_run_on_the_connections_own(
            Exchanging exchanging) throws Exception {
        AtomicReference<Thread> asked = new AtomicReference<>();
        AtomicReference<Thread> intercepted = new AtomicReference<>();
        OkHttpClient client = new OkHttpClient.Builder().addInterceptor(chain -> {
            intercepted.set(Thread.currentThread());
            return chain.proceed(chain.request());
        }).build();
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(new MockResponse.Builder().body("{}").build());
            server.start();
            var settings = ConnectionSettings.builder(server.url("/").toString(), () -> {
                asked.set(Thread.currentThread());
                return Settings.BEARER;
            });
            try (ApiConnection connection = ApiConnection.over(client, settings.buildOrThrow())) {
                exchanging.over(connection);
            }
        }

        assertThat(asked).hasValue(Thread.currentThread());
        assertThat(intercepted.get().getName()).isEqualTo("Countersign localhost");
    }

    /** Virtual ones where this JVM has them, as an application on Java 21 would; the source is the same. */
    @ParameterizedTest
    @EnumSource
    void exchanges_are_made_on_threads_that_the_application_lends(Exchanging exchanging) throws Exception {
        AtomicReference<Thread> lent = new AtomicReference<>();
        ExecutorService threads = virtualThreadsIfThereAreAny();
        try (TlsServer server = TlsServer.showing(HeldCertificates.LOCALHOST)) {
            var settings = server.settings()
                    .tls(io.countersign.adapters.http.tls.TlsSettings.builder()
                            .trustedCertificates(HeldCertificates.pem(HeldCertificates.AUTHORITY)))
                    .executor(task -> threads.execute(() -> {
                        lent.set(Thread.currentThread());
                        task.run();
                    }));

            assertThat(exchanging.with(settings)).isRight();
        } finally {
            threads.shutdown();
        }

        assertThat(lent.get()).isNotNull().isNotEqualTo(Thread.currentThread());
    }

    private static ExecutorService virtualThreadsIfThereAreAny() throws ReflectiveOperationException {
        return Runtime.version().feature() < 21
                ? Executors.newCachedThreadPool()
                : (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    /** Whoever calls first would otherwise be remembered as long as the thread lives. */
    @Test
    void the_connections_own_threads_inherit_nothing_of_the_caller() {
        InheritableThreadLocal<String> caller = new InheritableThreadLocal<>();
        caller.set("somebody");
        try (ExchangeThreads threads = ExchangeThreads.named("test", LONG, 100)) {
            assertThat(make(threads, () -> Either.right(Option.of(caller.get())))).containsOnRight(Option.none());
        } finally {
            caller.remove();
        }
    }

    @Test
    void exchanges_do_not_wait_for_each_other() throws Exception {
        CountDownLatch allThere = new CountDownLatch(100);
        try (ExchangeThreads threads = ExchangeThreads.named("test", LONG, 100)) {
            List<CompletableFuture<Either<ApiFailure, String>>> made = new ArrayList<>();
            ExecutorService callers = Executors.newCachedThreadPool();
            for (int number = 0; number < 100; number++) {
                made.add(CompletableFuture.supplyAsync(() -> make(threads, () -> {
                    allThere.countDown();
                    await(allThere);
                    return Either.right("done");
                }), callers));
            }

            assertThat(made).allSatisfy(one -> assertThat(one.get()).containsOnRight("done"));
            callers.shutdown();
        }
    }

    @Test
    void an_executor_that_takes_no_more_holds_the_exchange_back() {
        ExchangeThreads threads = ExchangeThreads.of(task -> {
            throw new RejectedExecutionException("full");
        }, LONG, 100);

        assertThat(make(threads, () -> Either.right("done"))).containsOnLeft(
                new ApiFailure.HeldBack(Exchange.EXECUTION, Protection.EXECUTOR, Option.none()));
    }

    @Test
    void an_exchange_that_an_executor_does_not_begin_in_time_has_timed_out_and_is_never_made() {
        List<Runnable> queue = new ArrayList<>();
        ExchangeThreads threads = ExchangeThreads.of(queue::add, Duration.ofMillis(1), 100);

        assertThat(make(threads, () -> Either.right("done"))).containsOnLeft(
                new ApiFailure.TimedOut(Exchange.EXECUTION, Phase.CONNECTING));

        AtomicBoolean made = new AtomicBoolean();
        make(threads, () -> Either.right(made.getAndSet(true)));
        queue.forEach(Runnable::run);
        assertThat(queue).hasSize(2);
        assertThat(made).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_that_gets_no_place_in_time_is_held_back_and_is_never_begun(boolean here) {
        List<Runnable> queue = new ArrayList<>();
        ExchangeThreads threads = ExchangeThreads.of(queue::add, Duration.ofMillis(1), 1);
        Supplier<Either<ApiFailure, String>> done = () -> Either.right("done");

        // the one that has the only place waits for the other
        assertThat(threads.make(Exchange.CHALLENGE, Progress.ofSentOnce(Transmission.standalone()),
                () -> threads.make(Exchange.EXECUTION, Progress.ofSentOnce(Transmission.standalone()),
                        done, NOTHING_TO_CANCEL, here), NOTHING_TO_CANCEL, true)).containsOnLeft(
                new ApiFailure.HeldBack(Exchange.EXECUTION, Protection.BULKHEAD, Option.none()));
        assertThat(queue).isEmpty();

        assertThat(threads.make(Exchange.EXECUTION, Progress.ofSentOnce(Transmission.standalone()),
                done, NOTHING_TO_CANCEL, true)).containsOnRight("done");
    }

    @Test
    void for_a_thread_that_was_interrupted_before_nothing_is_even_begun() {
        List<Runnable> queue = new ArrayList<>();
        ExchangeThreads threads = ExchangeThreads.of(queue::add, LONG, 100);
        Thread.currentThread().interrupt();

        var outcome = make(threads, () -> Either.right("done"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).containsOnLeft(new ApiFailure.Cancelled(Exchange.EXECUTION, false));
        assertThat(queue).isEmpty();
    }

    /** It took effect, so its answer is worth more than that nobody wants it any more. */
    @Test
    void an_answer_that_comes_while_the_exchange_is_being_cancelled_counts() {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (ExchangeThreads threads = ExchangeThreads.named("test", LONG, 100)) {
            Thread caller = Thread.currentThread();

            var outcome = threads.make(Exchange.EXECUTION, Progress.ofSentOnce(Transmission.standalone()), () -> {
                caller.interrupt();
                await(cancelled);
                return Either.<ApiFailure, String>right("done");
            }, cancelled::countDown, false);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcome).containsOnRight("done");
        }
    }

    /** Thrown to the caller, it would take the place of what the exchange came to. */
    @Test
    void what_is_thrown_ends_as_a_failure_that_says_whether_anything_was_sent() {
        Progress unsent = Progress.ofSentOnce(Transmission.standalone());
        Progress sent = Progress.ofSentOnce(Transmission.standalone());
        sent.beginSending();
        try (ExchangeThreads threads = ExchangeThreads.named("test", LONG, 100)) {
            Supplier<Either<ApiFailure, String>> call = () -> {
                throw new StackOverflowError("deep");
            };

            ApiFailure before = threads.make(Exchange.EXECUTION, unsent, call, NOTHING_TO_CANCEL, false).getLeft();
            ApiFailure after = threads.make(Exchange.EXECUTION, sent, call, NOTHING_TO_CANCEL, false).getLeft();

            assertThat(before).isInstanceOf(ApiFailure.NotSent.class);
            assertThat(before.message()).contains("java.lang.StackOverflowError").doesNotContain("deep");
            assertThat(after).returns(ApiFailureKind.CONNECTION_LOST, ApiFailure::kind);
            assertThat(after.mayHaveTakenEffect()).isTrue();
        }
    }

    @Test
    void what_is_abandoned_before_it_goes_out_does_not_go_out_and_what_went_out_counts_as_sent() {
        Progress before = Progress.ofRepeatable();
        before.abandon();
        Progress after = Progress.ofRepeatable();
        after.beginSending();
        after.abandon();

        assertThat(before.beginSending()).isFalse();
        assertThat(before.mayHaveBeenSent()).isFalse();
        assertThat(after.beginSending()).isFalse();
        assertThat(after.mayHaveBeenSent()).isTrue();
    }

    @Test
    void what_came_so_far_does_not_fall_back_while_another_address_is_tried_or_it_is_sent_again() {
        Progress progress = Progress.ofRepeatable();
        progress.reached(Phase.SECURING);
        progress.reached(Phase.CONNECTING);
        assertThat(progress.phase()).isEqualTo(Phase.SECURING);

        progress.beginSending();
        progress.reached(Phase.AWAITING_ANSWER);
        progress.reached(Phase.CONNECTING);
        progress.beginSending();

        assertThat(progress.phase()).isEqualTo(Phase.AWAITING_ANSWER);
    }

    private static <T> Either<ApiFailure, T> make(ExchangeThreads threads, Supplier<Either<ApiFailure, T>> call) {
        return threads.make(Exchange.EXECUTION, Progress.ofSentOnce(Transmission.standalone()), call,
                NOTHING_TO_CANCEL, false);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
