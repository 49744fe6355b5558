package io.countersign.testkit.contract;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where a thread waits a moment for another to come by, so that what goes wrong between them does so each time. */
final class Meeting {

    private static final long A_MOMENT_IN_MILLISECONDS = 20;

    private final Semaphore arrivals = new Semaphore(0);

    void waitForAnother() {
        arrivals.release(1);
        try {
            // One's own arrival and another's.
            if (arrivals.tryAcquire(2, A_MOMENT_IN_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                arrivals.release(2);
            } else {
                arrivals.tryAcquire(1);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
