package io.countersign.adapters.http;

import io.countersign.adapters.http.wire.Progress;
import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.vavr.control.Either;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One exchange that is made on one thread and waited for on another. */
final class ExchangeUnderWay<T> {

    private final Exchange exchange;
    private final Progress progress;
    private final Runnable cancel;
    private final CompletableFuture<Either<ApiFailure, T>> outcome = new CompletableFuture<>();

    ExchangeUnderWay(Exchange exchange, Progress progress, Runnable cancel) {
        this.exchange = exchange;
        this.progress = progress;
        this.cancel = cancel;
    }

    /** Makes it, unless nobody waits for it any more. Whatever is thrown is thrown where it is waited for. */
    void run(Supplier<Either<ApiFailure, T>> call) {
        if (outcome.isDone()) {
            return;
        }
        try {
            outcome.complete(call.get());
        } catch (Throwable thrown) {
            outcome.completeExceptionally(thrown);
        }
    }

    /** Waits for what comes of it, until it is overdue or the waiting thread is interrupted. */
    Either<ApiFailure, T> outcome(Duration limit, Duration grace) {
        try {
            outcome.get(limit.plus(grace).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            stop();
            leaveAt(System.nanoTime() + grace.toNanos());
            Thread.currentThread().interrupt();
        } catch (TimeoutException overdue) {
            progress.abandon();
            outcome.complete(Either.left(new ApiFailure.TimedOut(exchange, progress.phase())));
            cancel.run();
        } catch (ExecutionException thrown) {
            // thrown again below
        }
        return result();
    }

    private Either<ApiFailure, T> result() {
        try {
            return outcome.join();
        } catch (CompletionException thrown) {
            if (thrown.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown.getCause();
        }
    }

    /** Ends it: what has not been sent by now never is. */
    void stop() {
        progress.abandon();
        cancel.run();
    }

    /** Waits until then for what comes of it in the end. An answer that came after all counts more than the stop. */
    void leaveAt(long deadlineNanos) {
        try {
            outcome.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException anyway) {
            // left to itself, or thrown where it is waited for
        }
        outcome.complete(Either.left(new ApiFailure.Cancelled(exchange, progress.mayHaveBeenSent())));
    }
}
