package io.countersign.adapters.http.resilience;

import java.time.Duration;

/** A wait that an interrupt ends, and that leaves the interrupt for others to see. */
final class Waiting {

    private Waiting() {
    }

    /** Whether the wait is over now as planned; if not, the thread was interrupted and nothing more is to be sent. */
    static boolean isOver(Pause pause, Duration wait) {
        try {
            pause.during(wait);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return !Thread.currentThread().isInterrupted();
    }
}
