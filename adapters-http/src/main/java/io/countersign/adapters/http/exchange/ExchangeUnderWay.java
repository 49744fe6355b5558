package io.countersign.adapters.http.exchange;

import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One exchange that is made on one thread and awaited on another, or made by the thread that waits. It is begun at most
 * once, however often an executor runs it, and never after it was abandoned.
 */
final class ExchangeUnderWay<T> implements Runnable {

    /** The state of the task, which leaves {@code NOT_BEGUN} once. */
    private enum State { NOT_BEGUN, BEGUN, ABANDONED }

    private final Exchange exchange;
    private final Progress progress;
    private final Supplier<Either<ApiFailure, T>> call;
    private final Runnable cancel;
    private final CompletableFuture<Either<ApiFailure, T>> outcome = new CompletableFuture<>();
    /** Completed when the waiting thread is to wait for a moment only. */
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

    /** Makes the call, unless it was begun or abandoned before. */
    @Override
    public void run() {
        makeOn(Thread.currentThread());
    }

    /** Makes the call on the calling thread, and returns its outcome. */
    Either<ApiFailure, T> outcomeHere() {
        makeOn(null);
        if (abandon()) {
            end(new ApiFailure.Cancelled(exchange, progress.mayHaveBeenSent()));
        }
        return outcome.join();
    }

    /**
     * Waits until the exchange has a place, for some time at most. If it gets none, or is stopped or interrupted
     * meanwhile, it is abandoned and has an outcome.
     *
     * @return whether it has a place and is not abandoned
     */
    boolean awaitsPlace(CompletableFuture<Void> place, long nanos) {
        try {
            CompletableFuture.anyOf(place, stopped).get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interruption) {
            stop();
            Thread.currentThread().interrupt();
        } catch (TimeoutException overdue) {
            if (abandon()) {
                end(new ApiFailure.HeldBack(exchange, Protection.BULKHEAD, Option.none()));
            }
        } catch (ExecutionException never) {
            throw new AssertionError("places do not fail", never);
        }
        return !isAbandoned();
    }

    private synchronized boolean isAbandoned() {
        return state == State.ABANDONED;
    }

    /** Makes the call, on a thread that is interrupted if nobody waits for it any more, if one is given. */
    private void makeOn(@Nullable Thread thread) {
        if (!begin(thread)) {
            return;
        }
        Either<ApiFailure, T> made;
        try {
            made = call.get();
        } catch (Throwable thrown) {
            made = Either.left(NetworkFailure.of(thrown, exchange, progress, false));
        } finally {
            release();
        }
        outcome.complete(made);
    }

    private synchronized boolean begin(@Nullable Thread thread) {
        if (state != State.NOT_BEGUN) {
            return false;
        }
        state = State.BEGUN;
        runner = thread;
        return true;
    }

    /** Clears an interrupt that was meant for this exchange, so that it does not stop what the thread does next. */
    private synchronized void release() {
        runner = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    /**
     * Abandons the exchange if it was not begun.
     *
     * @return whether it is abandoned, so that nothing was sent and nothing will be
     */
    synchronized boolean abandon() {
        if (state == State.NOT_BEGUN) {
            state = State.ABANDONED;
            progress.abandon();
        }
        return state == State.ABANDONED;
    }

    /** Returns whether a thread still runs it. */
    synchronized boolean occupiesThread() {
        return runner != null;
    }

    /** Waits for the outcome, until the deadline or until the waiting thread is interrupted, and returns it. */
    Either<ApiFailure, T> outcome(long deadlineNanos, long graceNanos) {
        try {
            CompletableFuture.anyOf(outcome, stopped)
                    .get(deadlineNanos + graceNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            awaitUntil(System.nanoTime() + graceNanos);
        } catch (InterruptedException interruption) {
            stop();
            awaitUntil(System.nanoTime() + graceNanos);
            Thread.currentThread().interrupt();
        } catch (TimeoutException overdue) {
            abandon();
            progress.abandon();
            end(new ApiFailure.TimedOut(exchange, progress.phase()));
        } catch (ExecutionException never) {
            throw new AssertionError("the outcome is always a value", never);
        }
        return outcome.join();
    }

    /** Cancels the exchange: what was not sent by now never is. */
    void stop() {
        if (abandon()) {
            end(new ApiFailure.Cancelled(exchange, false)); // whoever finds it abandoned has its outcome at once
        }
        progress.abandon();
        cancelCall();
        stopped.complete(null);
    }

    /** Waits for the outcome until a deadline, then ends the exchange. An answer that arrived by then is kept. */
    void awaitUntil(long deadlineNanos) {
        try {
            if (!abandon()) {
                outcome.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException anyway) {
            // ended below
        }
        end(new ApiFailure.Cancelled(exchange, progress.mayHaveBeenSent()));
    }

    /** Ends the exchange with a failure and interrupts its thread, unless there is an outcome already. */
    private void end(ApiFailure failure) {
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

    /** Cancels the HTTP call. Listeners of the application hear of it, and what they throw is dropped. */
    private void cancelCall() {
        try {
            cancel.run();
        } catch (Throwable dropped) {
            // cancelled all the same
        }
    }
}
