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

/** A call on a thread of its own: it comes back soon, with a value, and leaves the thread interrupted if it was. */
public final class CallOnAThread {

    /** What counts as soon, on a machine that is busy. */
    public static final Duration SOON = Duration.ofSeconds(5);

    private CallOnAThread() {
    }

    /** What the call brings on a thread that has been interrupted before. */
    public static <F, T> Either<F, T> interruptedBefore(Supplier<Either<F, T>> call) {
        return interruptedBefore(SOON, call);
    }

    /** The same where that is soon. */
    public static <F, T> Either<F, T> interruptedBefore(Duration soon, Supplier<Either<F, T>> call) {
        return new Running<>(soon, () -> {
            Thread.currentThread().interrupt();
            return call.get();
        }).outcome(true);
    }

    /** What the call brings on a thread that is interrupted as soon as the latch says that it is under way. */
    public static <F, T> Either<F, T> interruptedDuring(CountDownLatch underWay, Supplier<Either<F, T>> call) {
        return interruptedDuring(SOON, underWay, call);
    }

    /** The same where that is soon. */
    public static <F, T> Either<F, T> interruptedDuring(
            Duration soon, CountDownLatch underWay, Supplier<Either<F, T>> call) {
        Running<F, T> running = new Running<>(soon, call);
        try {
            assertThat(underWay.await(soon.toMillis(), TimeUnit.MILLISECONDS)).as("the call gets under way").isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError("the test itself was interrupted", stopped);
        }
        running.thread.interrupt();
        return running.outcome(true);
    }

    /** What the call brings on a thread that nobody interrupts: soon it is to be, as well. */
    public static <F, T> Either<F, T> undisturbed(Supplier<Either<F, T>> call) {
        return new Running<>(SOON, call).outcome(false);
    }

    private static final class Running<F, T> {

        private final AtomicBoolean stillInterrupted = new AtomicBoolean();
        private final FutureTask<Either<F, T>> task;
        private final Thread thread;
        private final Duration soon;

        Running(Duration soon, Supplier<Either<F, T>> call) {
            this.soon = soon;
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
                Either<F, T> outcome = task.get(soon.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(stillInterrupted.get()).as("whether the thread is still interrupted after the call, so that "
                        + "whoever interrupted it is heard further out").isEqualTo(interrupted);
                return outcome;
            } catch (TimeoutException stuck) {
                throw new AssertionError("the call did not come back within " + soon.toMillis() + " ms");
            } catch (ExecutionException failed) {
                throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
            } catch (InterruptedException stopped) {
                throw new AssertionError("the test itself was interrupted", stopped);
            }
        }
    }
}
