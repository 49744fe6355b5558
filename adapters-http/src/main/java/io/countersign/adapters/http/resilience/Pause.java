package io.countersign.adapters.http.resilience;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits on the current thread. Implementations are safe for use by several threads. */
@FunctionalInterface
interface Pause {

    /**
     * Waits for the given time.
     *
     * @throws InterruptedException if the thread is interrupted, before or meanwhile
     */
    void during(Duration wait) throws InterruptedException;

    /** Returns a pause that sleeps. */
    static Pause sleeping() {
        return wait -> TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }

    /** Waits, and returns whether the wait ended as planned, without an interrupt and without an exception. */
    default boolean isCompleted(Duration wait) {
        try {
            during(wait);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Throwable broken) {
            return false;
        }
        return !Thread.currentThread().isInterrupted();
    }
}
