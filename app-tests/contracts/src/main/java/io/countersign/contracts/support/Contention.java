package io.countersign.contracts.support;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs a call on many threads that start at the same moment. */
public final class Contention {

    public static final int THREADS = 8;
    /** The default limit, after which the test fails because a thread is stuck. */
    public static final Duration LONGEST = Duration.ofMinutes(2);

    private Contention() {
    }

    /**
     * Makes the call several times on each thread and returns all results, by the number of the call from 0 to {@code
     * THREADS * each - 1}.
     */
    public static <T> List<T> of(int each, IntFunction<T> call) {
        return of(LONGEST, each, call);
    }

    /** Makes the call several times on each thread, with a limit. */
    public static <T> List<T> of(Duration longest, int each, IntFunction<T> call) {
        return ofThreads(THREADS, longest, thread ->
                IntStream.range(thread * each, (thread + 1) * each).mapToObj(call).toList());
    }

    /** Runs the work once per thread, by the number of the thread, and returns all results. */
    static <T> List<T> ofThreads(int number, Duration longest, IntFunction<List<T>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(number, Contention::daemon);
        CyclicBarrier start = new CyclicBarrier(number);
        long end = System.nanoTime() + longest.toNanos();
        try {
            List<Future<List<T>>> running = IntStream.range(0, number)
                    .mapToObj(thread -> threads.submit(() -> {
                        start.await();
                        return work.apply(thread);
                    }))
                    .toList();
            return running.stream().flatMap(thread -> brought(thread, number, end).stream()).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        return new LimitedCall.LimitedThread(work, "countersign-contention");
    }

    private static <T> List<T> brought(Future<List<T>> thread, int among, long end) {
        try {
            return thread.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("among " + among + " threads at once: " + failed.getCause().getMessage(),
                    failed.getCause());
        } catch (TimeoutException | InterruptedException stuck) {
            throw new AssertionError(among + " threads at once did not come to an end", stuck);
        }
    }

    /** Fails the test unless the values are distinct. */
    public static void assertDistinct(String what, List<?> values) {
        assertThat(values).as(what).doesNotHaveDuplicates();
    }
}
