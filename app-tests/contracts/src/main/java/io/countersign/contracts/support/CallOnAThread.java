package io.countersign.contracts.support;

import io.vavr.control.Either;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a call on a new thread and fails the test unless it returns a value within a limit and keeps the thread's
 * interrupt.
 */
public final class CallOnAThread {

    /** The default limit, for a busy machine. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

    private CallOnAThread() {
    }

    /** Runs the call on a thread that is interrupted beforehand. */
    public static <F, T> Either<F, T> interruptedBefore(Supplier<Either<F, T>> call) {
        return interruptedBefore(DEFAULT_LIMIT, call);
    }

    /** Runs the call on a thread that is interrupted beforehand, with a limit. */
    public static <F, T> Either<F, T> interruptedBefore(Duration limit, Supplier<Either<F, T>> call) {
        return new Running<>(limit, () -> {
            Thread.currentThread().interrupt();
            return call.get();
        }).outcome(true);
    }

    /** Runs the call and interrupts its thread as limit as the latch opens. */
    public static <F, T> Either<F, T> interruptedDuring(CountDownLatch started, Supplier<Either<F, T>> call) {
        return interruptedDuring(DEFAULT_LIMIT, started, call);
    }

    /** Runs the call and interrupts its thread as limit as the latch opens, with a limit. */
    public static <F, T> Either<F, T> interruptedDuring(
            Duration limit, CountDownLatch started, Supplier<Either<F, T>> call) {
        Running<F, T> running = new Running<>(limit, call);
        try {
            assertThat(started.await(limit.toMillis(), TimeUnit.MILLISECONDS)).as("the call has started").isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError("the test itself was interrupted", stopped);
        }
        running.thread.interrupt();
        return running.outcome(true);
    }

    /** Runs the call without interrupting its thread. */
    public static <F, T> Either<F, T> uninterrupted(Supplier<Either<F, T>> call) {
        return new Running<>(DEFAULT_LIMIT, call).outcome(false);
    }

    private static final class Running<F, T> {

        private final AtomicBoolean stillInterrupted = new AtomicBoolean();
        private final FutureTask<Either<F, T>> task;
        private final Thread thread;
        private final Duration limit;

        Running(Duration limit, Supplier<Either<F, T>> call) {
            this.limit = limit;
            this.task = new FutureTask<>(() -> {
                try {
                    return Outcome.of(call);
                } finally {
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                }
            });
            this.thread = new Thread(task, "countersign-call");
            thread.setDaemon(true);
            thread.start();
        }

        Either<F, T> outcome(boolean interrupted) {
            try {
                Either<F, T> outcome = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(stillInterrupted.get()).as("whether the thread is interrupted after the call. "
                        + "An adapter must keep an interrupt for its caller").isEqualTo(interrupted);
                return outcome;
            } catch (TimeoutException stuck) {
                throw new AssertionError("the call did not return within " + limit.toMillis() + " ms");
            } catch (ExecutionException failed) {
                throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
            } catch (InterruptedException stopped) {
                throw new AssertionError("the test itself was interrupted", stopped);
            }
        }
    }
}
