package io.countersign.adapters.http.resilience;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How a thread waits. Tests hand in one that does not. Implementations are safe for use by several threads. */
@FunctionalInterface
public interface Pause {

    /**
     * Holds up the current thread that long.
     *
     * @throws InterruptedException if the thread is interrupted, before or meanwhile; one that returns early and leaves
     *         the thread's interrupt flag set is understood as well
     */
    void during(Duration wait) throws InterruptedException;

    /** Sleeps; on a virtual thread, without holding up anything else. */
    static Pause sleeping() {
        return wait -> TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }
}
