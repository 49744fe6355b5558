package io.countersign.adapters.http.exchange;

import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One exchange that is made on one thread and waited for on another. It is begun at most once, however often an executor
 * runs it, and never once it was given up.
 */
final class ExchangeUnderWay<T> implements Runnable {

    /** What became of the task. It leaves {@code NOT_BEGUN} once, for one of the others. */
    private enum State { NOT_BEGUN, BEGUN, ABANDONED }

    private final Exchange exchange;
    private final Progress progress;
    private final Supplier<Either<ApiFailure, T>> call;
    private final Runnable cancel;
    private final CompletableFuture<Either<ApiFailure, T>> outcome = new CompletableFuture<>();
    /** Done when whoever waits is to wait no longer than a moment. */
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    /** Guarded by this, as is the thread, so that none is interrupted in the middle of something else. */
    private State state = State.NOT_BEGUN;
    private @Nullable Thread runner;
    private boolean interrupted;

    ExchangeUnderWay(Exchange exchange, Progress progress, Supplier<Either<ApiFailure, T>> call, Runnable cancel) {
        this.exchange = exchange;
        this.progress = progress;
        this.call = call;
        this.cancel = cancel;
    }

    /** Makes it, if it was neither begun nor given up before. */
    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        Either<ApiFailure, T> made;
        try {
            made = call.get();
        } catch (Throwable thrown) {
            made = Either.left(NetworkFailure.of(thrown, exchange, progress, false));
        } finally {
            leave();
        }
        outcome.complete(made);
    }

    private synchronized boolean begin() {
        if (state != State.NOT_BEGUN) {
            return false;
        }
        state = State.BEGUN;
        runner = Thread.currentThread();
        return true;
    }

    /** An interrupt that was meant for this exchange must not stop what the thread does next. */
    private synchronized void leave() {
        runner = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    /**
     * Gives it up if it was not begun.
     *
     * @return whether it was not, so that nothing was sent and nothing will be
     */
    synchronized boolean abandon() {
        if (state == State.NOT_BEGUN) {
            state = State.ABANDONED;
            progress.abandon();
        }
        return state == State.ABANDONED;
    }

    /** Returns whether a thread is still busy with it. */
    synchronized boolean occupiesThread() {
        return runner != null;
    }

    /** Waits for what comes of it, until it is overdue or the waiting thread is interrupted. */
    Either<ApiFailure, T> outcome(long deadlineNanos, long graceNanos) {
        try {
            CompletableFuture.anyOf(outcome, stopped)
                    .get(deadlineNanos + graceNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            leaveAt(System.nanoTime() + graceNanos);
        } catch (InterruptedException interruption) {
            stop();
            leaveAt(System.nanoTime() + graceNanos);
            Thread.currentThread().interrupt();
        } catch (TimeoutException overdue) {
            abandon();
            progress.abandon();
            leftBehind(new ApiFailure.TimedOut(exchange, progress.phase()));
        } catch (ExecutionException never) {
            throw new AssertionError("the outcome is always a value", never);
        }
        return outcome.join();
    }

    /** Ends it: what has not been sent by now never is. */
    void stop() {
        abandon();
        progress.abandon();
        cancelCall();
        stopped.complete(null);
    }

    /** Waits until then for what comes of it in the end. An answer that came after all counts more than the stop. */
    void leaveAt(long deadlineNanos) {
        try {
            if (!abandon()) {
                outcome.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException anyway) {
            // left to itself
        }
        leftBehind(new ApiFailure.Cancelled(exchange, progress.mayHaveBeenSent()));
    }

    /** Its outcome is that, unless there is one already; and whoever is still busy with it hears that nobody waits. */
    private void leftBehind(ApiFailure failure) {
        if (outcome.complete(Either.left(failure))) {
            cancelCall();
            interruptRunner();
        }
    }

    private synchronized void interruptRunner() {
        if (runner != null) {
            interrupted = true;
            runner.interrupt();
        }
    }

    /** Tells listeners of the application's, too, which can change nothing of it by throwing. */
    private void cancelCall() {
        try {
            cancel.run();
        } catch (Throwable dropped) {
            // It is over all the same.
        }
    }
}
