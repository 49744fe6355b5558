package io.countersign.adapters.http.exchange;

import io.countersign.domain.Violation;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes exchanges, most of them on other threads than those that wait for them. A thread that looks up a name, or runs
 * code of the application, may hear no interrupt and keeps no timeout; one that waits here does both.
 *
 * <p>A thread that nobody waits for any more is interrupted. Some code, such as a name look-up of the JVM, ignores
 * that. While too many threads are stuck like this, no further exchange is begun.
 */
public final class ExchangeThreads implements AutoCloseable {

    /** The time that a cancelled exchange has to end before nobody waits for it any more. */
    private static final Duration GRACE = Duration.ofMillis(250);
    private static final long IDLE_SECONDS = 30;
    /** The largest number of threads that may be stuck in exchanges that nobody waits for. */
    private static final int MAX_STUCK = 64;

    private final Executor executor;
    private final Option<ExecutorService> own;
    private final Duration limit;
    private final Places places;
    private final Set<ExchangeUnderWay<?>> underWay = ConcurrentHashMap.newKeySet();
    private final Set<ExchangeUnderWay<?>> stuck = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private ExchangeThreads(Executor executor, Option<ExecutorService> own, Duration limit, int most) {
        this.executor = executor;
        this.own = own;
        this.limit = limit;
        this.places = new Places(most);
    }

    /**
     * Returns threads of its own, as many as there are exchanges at once, so that none waits for another's thread. They
     * keep no JVM alive.
     *
     * @param name of each thread
     * @param limit the call timeout; the HTTP client is to end the exchange by then, and gets a little more for that
     * @param most the largest number of exchanges at once
     */
    public static ExchangeThreads named(String name, Duration limit, int most) {
        ExecutorService own = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
                new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(null, task, name, 0, false); // what is bound to the caller is not theirs
                    thread.setDaemon(true);
                    return thread;
                });
        return new ExchangeThreads(own, Option.some(own), limit, most);
    }

    /** Returns the threads of an executor, which stays its owner's to shut down. */
    public static ExchangeThreads of(Executor executor, Duration limit, int most) {
        return new ExchangeThreads(executor, Option.none(), limit, most);
    }

    /**
     * Makes a call and returns its outcome. If the calling thread is interrupted, this returns soon, the thread stays
     * interrupted, and nothing is sent that was not sent by then.
     *
     * @param progress of that call
     * @param call makes it; its failures are values
     * @param cancel ends it from another thread
     * @param here whether the call is made on the calling thread, as it ends soon after an interrupt, after its
     *         cancellation, and within the time limit
     */
    public <T> Either<ApiFailure, T> make(Exchange exchange, Progress progress,
            Supplier<Either<ApiFailure, T>> call, Runnable cancel, boolean here) {
        if (Thread.currentThread().isInterrupted()) {
            progress.abandon();
            return Either.left(new ApiFailure.Cancelled(exchange, false));
        }
        ExchangeUnderWay<T> made = new ExchangeUnderWay<>(exchange, progress, call, cancel);
        underWay.add(made);
        progress.onCancelled(made::stop);
        try {
            return refusal(exchange).fold(() -> outcomeInPlace(made, exchange, here), reason -> {
                progress.abandon();
                return Either.left(reason);
            });
        } finally {
            underWay.remove(made);
            if (made.occupiesThread()) {
                stuck.add(made);
            }
        }
    }

    private <T> Either<ApiFailure, T> outcomeInPlace(ExchangeUnderWay<T> made, Exchange exchange, boolean here) {
        CompletableFuture<Void> place = places.take();
        try {
            boolean mayBegin = place.isDone() || made.awaitsPlace(place, limit.toNanos());
            if (closed) {
                made.stop(); // the place is that of another one, which closing has stopped before
                mayBegin = false;
            }
            return here || !mayBegin ? made.outcomeHere() : outcomeOf(made, exchange);
        } finally {
            places.leave(place);
        }
    }

    private <T> Either<ApiFailure, T> outcomeOf(ExchangeUnderWay<T> made, Exchange exchange) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            executor.execute(made);
        } catch (Throwable thrown) {
            if (made.abandon()) {
                return Either.left(notTaken(exchange, thrown));
            }
            // the executor had begun it before it threw
        }
        return made.outcome(deadline, GRACE.toNanos());
    }

    private Option<ApiFailure> refusal(Exchange exchange) {
        if (closed) {
            return Option.some(closedBefore(exchange));
        }
        stuck.removeIf(exchangeLeft -> !exchangeLeft.occupiesThread());
        return Option.when(stuck.size() >= MAX_STUCK, () -> heldBack(exchange));
    }

    private ApiFailure notTaken(Exchange exchange, Throwable thrown) {
        if (closed) {
            return closedBefore(exchange);
        }
        return thrown instanceof RejectedExecutionException || thrown instanceof VirtualMachineError
                ? heldBack(exchange)
                : new ApiFailure.NotSent(exchange, List.of(new Violation("executor",
                        "must be an executor that takes exchanges; it threw " + thrown.getClass().getName())));
    }

    private static ApiFailure heldBack(Exchange exchange) {
        return new ApiFailure.HeldBack(exchange, Protection.EXECUTOR, Option.none());
    }

    private static ApiFailure closedBefore(Exchange exchange) {
        return new ApiFailure.NotSent(exchange, List.of(
                new Violation("apiConnection", "must be open; it was closed before")));
    }

    /** Cancels what is under way, refuses further exchanges, and ends its own threads. */
    @Override
    public void close() {
        closed = true;
        own.forEach(ExecutorService::shutdown);
        underWay.forEach(ExchangeUnderWay::stop);
        long deadline = System.nanoTime() + GRACE.toNanos();
        underWay.forEach(exchange -> exchange.awaitUntil(deadline));
    }
}
