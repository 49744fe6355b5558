package io.countersign.sandbox.http;

import java.time.Duration;

/** Runs tasks later, on another thread, unless the sandbox has been closed by then. Thread-safe; never blocks. */
@FunctionalInterface
public interface Delays {

    void after(Duration delay, Runnable task);
}
