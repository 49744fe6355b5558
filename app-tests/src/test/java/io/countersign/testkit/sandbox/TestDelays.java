package io.countersign.testkit.sandbox;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Delays that pass when a test says so. */
final class TestDelays implements Delays {

    private final BlockingQueue<Delayed> waiting = new LinkedBlockingQueue<>();

    record Delayed(Duration delay, Runnable task) {

        void pass() {
            task.run();
        }
    }

    @Override
    public void after(Duration delay, Runnable task) {
        waiting.add(new Delayed(delay, task));
    }

    /** The next thing that waits, as soon as there is one. */
    Delayed next() throws InterruptedException {
        Delayed next = waiting.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing waits");
        }
        return next;
    }
}
