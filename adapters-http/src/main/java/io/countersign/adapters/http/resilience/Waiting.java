package io.countersign.adapters.http.resilience;

import java.time.Duration;

/** Waits until the time is over, an interrupt ends the wait, or the pause breaks. An interrupt stays set. */
final class Waiting {

    private Waiting() {
    }

    /** Returns whether the wait ended as planned; if not, nothing more is to be sent. */
    static boolean isOver(Pause pause, Duration wait) {
        try {
            pause.during(wait);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Throwable broken) {
            return false;
        }
        return !Thread.currentThread().isInterrupted();
    }
}
