package io.countersign.contracts.support;

import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Concurrent callers of a signer that may accept only a limited number at once and refuse the others temporarily.
 *
 * @param mostAtOnce the number of callers that it accepts
 * @param each the number of calls that each thread makes
 * @param mostEach the number that each thread makes if that takes no longer than {@link #A_WHILE}, so that a fast
 *     signer gets as many chances to fail as a slow one
 * @param longest the limit, after which the test fails because a thread is stuck
 */
public record LimitedConcurrency(int mostAtOnce, int each, int mostEach, Duration longest) {

    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    /** Returns the number if it is positive. */
    public static int checked(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("the limit on concurrent calls must be positive: " + threads);
        }
        return threads;
    }

    /**
     * Returns the results of the accepted calls: of all, as long as there are no more callers than the limit; otherwise
     * of each thread at least one.
     *
     * @param call returns the outcome of the call with that number
     */
    public <T> List<T> served(IntFunction<Either<SigningFailure, T>> call) {
        List<T> served = new ArrayList<>(Contention.ofThreads(
                Math.min(mostAtOnce, Contention.THREADS), longest, thread -> all(thread, call)));
        if (mostAtOnce < Contention.THREADS) {
            served.addAll(Contention.ofThreads(
                    Contention.THREADS, longest, thread -> some(mostAtOnce + thread, call)));
        }
        return served;
    }

    private <T> List<T> all(int thread, IntFunction<Either<SigningFailure, T>> call) {
        List<T> served = new ArrayList<>();
        for (Turns turns = new Turns(thread); turns.goOn();) {
            served.add(call.apply(turns.next()).getOrElseThrow(LimitedConcurrency::refused));
        }
        return served;
    }

    private static AssertionError refused(SigningFailure failure) {
        return new AssertionError("expected a result, but got a failure: " + failure.message()
                + (failure.isRetryable()
                        ? " (If the key store limits concurrent calls, declare it with maxConcurrentCalls.)" : ""));
    }

    private <T> List<T> some(int thread, IntFunction<Either<SigningFailure, T>> call) {
        List<T> served = new ArrayList<>();
        Turns turns = new Turns(thread);
        long end = System.nanoTime() + longest.toNanos();
        while (turns.goOn() || served.isEmpty() && System.nanoTime() < end) {
            call.apply(turns.goOn() ? turns.next() : turns.last())
                    .peek(served::add).peekLeft(LimitedConcurrency::requireRetryable);
        }
        if (served.isEmpty()) {
            throw new AssertionError("no call of one of the threads succeeded");
        }
        return served;
    }

    private static void requireRetryable(SigningFailure failure) {
        if (!failure.isRetryable()) {
            throw new AssertionError(
                    "a failure above the limit on concurrent calls must be retryable: " + failure.message());
        }
        LockSupport.parkNanos(A_MOMENT.toNanos());
    }

    private final class Turns {

        private final int first;
        private final long enough = System.nanoTime() + A_WHILE.toNanos();
        private int taken;

        Turns(int thread) {
            this.first = thread * mostEach;
        }

        boolean goOn() {
            return taken < each || taken < mostEach && System.nanoTime() < enough;
        }

        int next() {
            return first + taken++;
        }

        int last() {
            return first + taken - 1;
        }
    }
}
