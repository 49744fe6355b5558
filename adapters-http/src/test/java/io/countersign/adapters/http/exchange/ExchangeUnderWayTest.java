package io.countersign.adapters.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.attempt.Transmission.State;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One exchange, the thread that makes it and the one that waits for it; with waits that never end by themselves. */
@Timeout(60)
class ExchangeUnderWayTest {

    private static final long NEVER = TimeUnit.HOURS.toNanos(1);
    private static final long AT_ONCE = 0;

    private final Transmission transmission = Transmission.standalone();
    private final Progress progress = Progress.ofSentOnce(transmission);
    private final AtomicInteger cancelled = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);

    private ExchangeUnderWay<String> exchange(Supplier<Either<ApiFailure, String>> call) {
        return new ExchangeUnderWay<>(Exchange.EXECUTION, progress, () -> {
            begun.countDown();
            return call.get();
        }, cancelled::incrementAndGet);
    }

    private static Thread making(Runnable exchange) {
        Thread thread = new Thread(exchange);
        thread.start();
        return thread;
    }

    private static FutureTask<Either<ApiFailure, String>> waiting(
            ExchangeUnderWay<String> exchange, long deadline, long grace) {
        return new FutureTask<>(() -> {
            Either<ApiFailure, String> outcome = exchange.outcome(System.nanoTime() + deadline, grace);
            return Thread.currentThread().isInterrupted() ? outcome : outcome.map(answer -> answer + ", undisturbed");
        });
    }

    /** Returns when that thread waits within that method, or has ended. */
    private static void awaitWaitingIn(String method, Thread thread) {
        while (thread.isAlive() && (thread.getState() != Thread.State.TIMED_WAITING
                || Stream.of(thread.getStackTrace()).noneMatch(frame -> frame.getMethodName().equals(method)))) {
            Thread.onSpinWait();
        }
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException heard) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_answer_after_the_deadline_and_within_the_grace_counts() throws Exception {
        Thread[] waits = new Thread[1];
        var exchange = exchange(() -> {
            awaitWaitingIn("outcome", waits[0]);
            return Either.right("late");
        });
        var outcome = waiting(exchange, AT_ONCE, NEVER);
        waits[0] = new Thread(outcome);
        waits[0].start();
        making(exchange);

        assertThat(outcome.get()).containsOnRight("late, undisturbed");
    }

    @Test
    void an_answer_within_the_grace_after_an_interrupt_counts() throws Exception {
        Thread[] waits = new Thread[1];
        var exchange = exchange(() -> {
            waits[0].interrupt();
            awaitWaitingIn("awaitUntil", waits[0]);
            return Either.right("late");
        });
        var outcome = waiting(exchange, NEVER, NEVER);
        waits[0] = new Thread(outcome);
        waits[0].start();
        making(exchange);

        assertThat(outcome.get()).containsOnRight("late");
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void an_answer_within_the_grace_after_it_was_stopped_counts() throws Exception {
        Thread[] waits = new Thread[1];
        ExchangeUnderWay<?>[] itself = new ExchangeUnderWay<?>[1];
        ExchangeUnderWay<String> exchange = exchange(() -> {
            itself[0].stop();
            awaitWaitingIn("awaitUntil", waits[0]);
            return Either.right("late");
        });
        itself[0] = exchange;
        var outcome = waiting(exchange, NEVER, NEVER);
        waits[0] = new Thread(outcome);
        waits[0].start();
        making(exchange);

        assertThat(outcome.get()).containsOnRight("late, undisturbed");
    }

    @Test
    void another_interrupt_ends_the_grace() throws Exception {
        var release = new CountDownLatch(1);
        var exchange = exchange(() -> {
            awaitInterrupt();
            release.countDown();
            return Either.right("too late");
        });
        var outcome = new FutureTask<>(() -> {
            exchange.awaitUntil(System.nanoTime() + NEVER);
            return Thread.currentThread().isInterrupted();
        });
        Thread waits = new Thread(outcome);
        making(exchange);
        begun.await();
        waits.start();
        awaitWaitingIn("awaitUntil", waits);

        waits.interrupt();

        assertThat(outcome.get()).as("stays interrupted").isTrue();
        release.await();
        assertThat(exchange.outcome(System.nanoTime() + NEVER, NEVER))
                .containsOnLeft(new ApiFailure.Cancelled(Exchange.EXECUTION, false));
    }

    @Test
    void when_nobody_waits_any_more_the_call_is_cancelled_its_thread_interrupted_and_nothing_is_sent_later()
            throws Exception {
        var sent = new FutureTask<>(progress::beginSending);
        var exchange = exchange(() -> {
            awaitInterrupt();
            sent.run();
            return Either.right("too late");
        });
        Thread makes = making(exchange);
        begun.await();

        assertThat(exchange.outcome(System.nanoTime(), AT_ONCE))
                .containsOnLeft(new ApiFailure.TimedOut(Exchange.EXECUTION, Phase.CONNECTING));

        makes.join();
        assertThat(cancelled).hasValue(1);
        assertThat(sent.get()).isFalse();
        assertThat(transmission.state()).isEqualTo(State.ABANDONED);
    }

    @Test
    void an_interrupt_that_was_meant_for_the_exchange_stays_with_it_and_any_other_with_the_thread() throws Exception {
        for (boolean itsOwn : List.of(true, false)) {
            var exchange = new ExchangeUnderWay<String>(Exchange.READ, Progress.ofRepeatable(), () -> {
                if (itsOwn) {
                    awaitInterrupt();
                } else {
                    Thread.currentThread().interrupt();
                }
                return Either.right("done");
            }, cancelled::incrementAndGet);
            var afterwards = new FutureTask<>(() -> {
                exchange.run();
                return Thread.currentThread().isInterrupted();
            });
            making(afterwards);
            if (itsOwn) {
                exchange.outcome(System.nanoTime(), AT_ONCE);
            }

            assertThat(afterwards.get()).isEqualTo(!itsOwn);
        }
    }

    @Test
    void it_occupies_a_thread_while_it_is_made() {
        var itself = new ExchangeUnderWay<?>[1];
        ExchangeUnderWay<Boolean> exchange = new ExchangeUnderWay<>(Exchange.READ, Progress.ofRepeatable(),
                () -> Either.right(itself[0].occupiesThread()), () -> { });
        itself[0] = exchange;
        assertThat(exchange.occupiesThread()).isFalse();

        exchange.run();

        assertThat(exchange.outcome(System.nanoTime() + NEVER, NEVER)).containsOnRight(true);
        assertThat(exchange.occupiesThread()).isFalse();
    }

    @Test
    void one_that_is_stopped_before_it_begins_is_never_made_and_has_its_outcome_at_once() {
        var exchange = exchange(() -> Either.right("made"));

        exchange.stop();
        exchange.run();

        assertThat(begun.getCount()).isOne();
        assertThat(exchange.outcome(System.nanoTime() + NEVER, NEVER))
                .containsOnLeft(new ApiFailure.Cancelled(Exchange.EXECUTION, false));
        assertThat(transmission.state()).isEqualTo(State.ABANDONED);
    }
}
