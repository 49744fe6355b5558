package io.countersign.sandbox.http;

import java.time.Duration;

/** Does things later, on a thread of its own, unless the sandbox is closed by then. Thread-safe; blocks nobody. */
@FunctionalInterface
public interface Delays {

    void after(Duration delay, Runnable task);
}
