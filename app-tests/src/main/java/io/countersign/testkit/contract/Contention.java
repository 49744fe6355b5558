package io.countersign.testkit.contract;

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

/** Many threads that begin at the same moment. */
final class Contention {

    static final int THREADS = 8;
    private static final long LONGEST_IN_SECONDS = 120;

    private Contention() {
    }

    /**
     * Has each of the threads make that call so many times; gives what all of them brought, by the number of the call,
     * from 0 to {@code THREADS * each - 1}.
     */
    static <T> List<T> of(int each, IntFunction<T> call) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, Contention::daemon);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try {
            List<Future<List<T>>> running = IntStream.range(0, THREADS)
                    .mapToObj(thread -> threads.submit(() -> {
                        start.await();
                        return IntStream.range(thread * each, (thread + 1) * each).mapToObj(call).toList();
                    }))
                    .toList();
            return running.stream().flatMap(thread -> brought(thread).stream()).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "countersign-contention");
        thread.setDaemon(true);
        return thread;
    }

    private static <T> List<T> brought(Future<List<T>> thread) {
        try {
            return thread.get(LONGEST_IN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("among " + THREADS + " threads at once: " + failed.getCause().getMessage(),
                    failed.getCause());
        } catch (TimeoutException | InterruptedException stuck) {
            throw new AssertionError(THREADS + " threads at once did not come to an end", stuck);
        }
    }

    /** All of those are different. */
    static void assertDistinct(String what, List<?> values) {
        assertThat(values).as(what).doesNotHaveDuplicates();
    }
}
