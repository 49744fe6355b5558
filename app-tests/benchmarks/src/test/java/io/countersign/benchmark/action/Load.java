package io.countersign.benchmark.action;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The figures of some actions.
 *
 * @param actions how many
 * @param seconds how long they took together
 * @param cpuNanos what the JVM spent on each, compilation and collection of garbage included
 * @param bytes what was allocated for each, by all threads
 * @param medianNanos the median of the time each took
 */
record Load(long actions, double seconds, double cpuNanos, double bytes, double medianNanos) {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MOST_TIMES = 200_000;

    /** Measures callers that make one action after the other. */
    static Load of(Contestant.Caller caller, String body, int callers, double seconds) throws Exception {
        return of(caller, body, callers, System.nanoTime() + (long) (seconds * 1e9), Integer.MAX_VALUE);
    }

    /** Measures one caller that makes some actions. */
    static Load of(Contestant.Caller caller, String body, int actions) throws Exception {
        return of(caller, body, 1, Long.MAX_VALUE, actions);
    }

    private static Load of(Contestant.Caller caller, String body, int callers, long end, int mostActions)
            throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<long[]> times = new ArrayList<>();
        // Threads that have ended are not counted by older JVMs, so callers stay until all is counted.
        CountDownLatch done = new CountDownLatch(callers);
        CountDownLatch counted = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < callers; number++) {
            threads.add(new Thread(() -> {
                long[] own = new long[Math.min(MOST_TIMES, mostActions)];
                int made = 0;
                try {
                    for (; made < own.length && System.nanoTime() < end; made++) {
                        long before = System.nanoTime();
                        caller.act(body);
                        own[made] = System.nanoTime() - before;
                    }
                } catch (Throwable thrown) {
                    failure.set(thrown);
                }
                synchronized (times) {
                    times.add(Arrays.copyOf(own, made));
                }
                done.countDown();
                awaitQuietly(counted);
            }));
        }
        long cpu = SYSTEM.getProcessCpuTime();
        long bytes = allocated();
        long began = System.nanoTime();
        threads.forEach(Thread::start);
        done.await();
        double took = (System.nanoTime() - began) / 1e9;
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        bytes = allocated() - bytes;
        counted.countDown();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Load(all.length, took, (double) cpu / all.length,
                (double) (bytes - (long) callers * Long.BYTES * Math.min(MOST_TIMES, mostActions)) / all.length,
                all[all.length / 2]);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what all threads have allocated; on Java 17 to 20 without those that have ended. */
    private static long allocated() {
        try {
            return (long) ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(THREADS);
        } catch (ReflectiveOperationException older) {
            return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                    .filter(bytes -> bytes > 0).sum();
        }
    }
}
