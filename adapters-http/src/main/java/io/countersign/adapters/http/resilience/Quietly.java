package io.countersign.adapters.http.resilience;

import java.util.function.Supplier;

/**
 * Calls code that others may replace (clocks, listeners, event consumers, predicates of a library's) where an exception
 * of it must not replace the outcome of an exchange. Errors count as well: a listener of another version than it was
 * compiled against throws {@link LinkageError}.
 */
final class Quietly {

    private Quietly() {
    }

    /** Runs that, and drops what it throws. Returns whether it ended without throwing. */
    static boolean run(Runnable foreign) {
        try {
            foreign.run();
            return true;
        } catch (Throwable dropped) {
            return false;
        }
    }

    /** Returns what that supplies, or the other value if it throws. */
    static <T> T get(Supplier<? extends T> foreign, T otherwise) {
        try {
            return foreign.get();
        } catch (Throwable dropped) {
            return otherwise;
        }
    }
}
