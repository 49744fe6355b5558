package io.countersign.testkit.contract;

import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where a thread waits a moment for another to come by, so that what goes wrong between them does so each time. */
final class Meeting {

    private static final long A_MOMENT_IN_MILLISECONDS = 50;

    private final Exchanger<Object> exchanger = new Exchanger<>();

    void waitForAnother() {
        try {
            exchanger.exchange(this, A_MOMENT_IN_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException nobodyCame) {
            // Then nothing goes wrong.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
