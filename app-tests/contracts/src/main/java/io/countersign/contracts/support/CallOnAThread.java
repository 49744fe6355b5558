package io.countersign.contracts.support;

import io.vavr.control.Either;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a call on a new thread and fails the test unless it returns a value within a limit and keeps the thread's
 * interrupt.
 */
public final class CallOnAThread {

    private CallOnAThread() {
    }

    /** Runs the call on a thread that is interrupted beforehand. */
    public static <F, T> Either<F, T> interruptedBefore(Supplier<Either<F, T>> call) {
        return new Running<>(() -> {
            Thread.currentThread().interrupt();
            return Outcome.of(call);
        }).outcome(true);
    }

    /** Runs the call and interrupts its thread as soon as the latch opens. */
    public static <F, T> Either<F, T> interruptedDuring(CountDownLatch started, Supplier<Either<F, T>> call) {
        Running<F, T> running = new Running<>(() -> Outcome.of(call));
        try {
            assertThat(started.await(LimitedCall.limit().toMillis(), TimeUnit.MILLISECONDS))
                    .as("the call has started").isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError("the test itself was interrupted", stopped);
        }
        running.interrupt();
        return running.outcome(true);
    }

    /** Runs the call without interrupting its thread. */
    public static <F, T> Either<F, T> uninterrupted(Supplier<Either<F, T>> call) {
        return new Running<>(() -> Outcome.of(call)).outcome(false);
    }

    private static final class Running<F, T> {

        private final AtomicBoolean stillInterrupted = new AtomicBoolean();
        private final LimitedCall.Running<Either<F, T>> running;

        Running(Supplier<Either<F, T>> call) {
            this.running = new LimitedCall.Running<>(LimitedCall.limit(), () -> {
                try {
                    return call.get();
                } finally {
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                }
            });
        }

        void interrupt() {
            running.interrupt();
        }

        Either<F, T> outcome(boolean interrupted) {
            Either<F, T> outcome = running.result();
            assertThat(stillInterrupted.get()).as("whether the thread is interrupted after the call. "
                    + "An adapter must keep an interrupt for its caller").isEqualTo(interrupted);
            return outcome;
        }
    }
}
