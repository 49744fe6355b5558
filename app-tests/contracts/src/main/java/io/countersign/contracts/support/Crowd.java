package io.countersign.contracts.support;

import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Threads that come at once to something that signs, which may take only so many of them: more may be told to come
 * again.
 *
 * @param mostAtOnce how many it takes
 * @param each how many calls each thread makes
 * @param mostEach how many each makes where that takes no longer than {@link #A_WHILE}, so that what is quick has as
 *     many chances to go wrong as what is slow
 * @param longest when what has not come back counts as stuck
 */
public record Crowd(int mostAtOnce, int each, int mostEach, Duration longest) {

    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    /** That number of threads, if there are any. */
    public static int checked(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at most " + threads + " at once is nobody at all");
        }
        return threads;
    }

    /**
     * What those brought who were served: all, as long as there are no more than it takes; and of a crowd, each thread
     * at least once.
     *
     * @param call the outcome of the call of that number
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
            served.add(call.apply(turns.next()).getOrElseThrow(Crowd::refused));
        }
        return served;
    }

    private static AssertionError refused(SigningFailure failure) {
        return new AssertionError("a failure where there should be a result: " + failure.message()
                + (failure.isRetryable() ? " (A place that takes only so many says so: atMostAtOnce.)" : ""));
    }

    private <T> List<T> some(int thread, IntFunction<Either<SigningFailure, T>> call) {
        List<T> served = new ArrayList<>();
        Turns turns = new Turns(thread);
        long end = System.nanoTime() + longest.toNanos();
        while (turns.goOn() || served.isEmpty() && System.nanoTime() < end) {
            call.apply(turns.goOn() ? turns.next() : turns.last())
                    .peek(served::add).peekLeft(Crowd::toldToComeAgain);
        }
        if (served.isEmpty()) {
            throw new AssertionError("a thread among others was never served");
        }
        return served;
    }

    private static void toldToComeAgain(SigningFailure failure) {
        if (!failure.isRetryable()) {
            throw new AssertionError("told not to come again, while only too many were there: " + failure.message());
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
