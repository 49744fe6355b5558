package io.countersign.contracts.support;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Makes a call on a new thread and fails the test if it does not return within a limit, so that an adapter that hangs
 * does not make the build hang.
 */
public final class LimitedCall {

    /** The default limit, which is long because machines may be busy. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    private static final ThreadLocal<Duration> LIMIT = ThreadLocal.withInitial(() -> DEFAULT_LIMIT);

    private LimitedCall() {
    }

    /** Sets the limit of the calls that this thread makes from now on. */
    public static void limit(Duration limit) {
        LIMIT.set(limit);
    }

    /** Returns the limit of the calls that this thread makes. */
    static Duration limit() {
        return Thread.currentThread() instanceof LimitedThread thread ? thread.limit : LIMIT.get();
    }

    /** Restores the default limit of this thread. */
    public static void resetLimit() {
        LIMIT.remove();
    }

    /** Makes the call and returns its result. What it throws is passed on. */
    public static <T> T of(Supplier<T> call) {
        // A thread that somebody else waits for, with a limit, needs no second one.
        return Thread.currentThread() instanceof LimitedThread ? call.get() : new Running<>(limit(), call).result();
    }

    /** Makes the call. What it throws is passed on. */
    public static void run(Runnable call) {
        of(() -> {
            call.run();
            return "done";
        });
    }

    /** A thread that is waited for with a limit. Calls that it has others make for it keep the limit of its creator. */
    static final class LimitedThread extends Thread {

        private final Duration limit = limit();

        LimitedThread(Runnable work, String name) {
            super(work, name);
            setDaemon(true);
        }
    }

    /** A call in progress on a thread of its own. */
    static final class Running<T> {

        private final Duration limit;
        private final FutureTask<T> task;
        private final Thread thread;

        Running(Duration limit, Supplier<T> call) {
            this.limit = limit;
            this.task = new FutureTask<>(call::get);
            this.thread = new LimitedThread(task, "countersign-call");
            thread.start();
        }

        void interrupt() {
            thread.interrupt();
        }

        T result() {
            try {
                return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stuck) {
                AssertionError failure = new AssertionError("the call did not return within " + limit.toMillis()
                        + " ms. An adapter must give up after a limit of its own", whereItHangs());
                thread.interrupt();
                throw failure;
            } catch (ExecutionException failed) {
                throw asUnchecked(failed.getCause());
            } catch (InterruptedException stopped) {
                throw new AssertionError("the test itself was interrupted", stopped);
            }
        }

        private Throwable whereItHangs() {
            Throwable place = new Throwable("where the call hangs");
            place.setStackTrace(thread.getStackTrace());
            return place;
        }

        private static RuntimeException asUnchecked(Throwable thrown) {
            if (thrown instanceof RuntimeException unchecked) {
                return unchecked;
            }
            // Keeps the line of the test as well, which the other thread does not know.
            throw new AssertionError(thrown.getMessage(), thrown);
        }
    }
}
