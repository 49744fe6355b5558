package io.countersign.adapters.http.resilience;

import java.util.function.Supplier;

/**
 * Calls foreign code (listeners, event consumers, predicates) where an exception must not replace the outcome of an
 * exchange. Errors are dropped as well: a listener compiled against another version throws {@link LinkageError}.
 */
final class Quietly {

    private Quietly() {
    }

    /** Runs foreign code, drops what it throws, and returns whether it threw nothing. */
    static boolean run(Runnable foreign) {
        try {
            foreign.run();
            return true;
        } catch (Throwable dropped) {
            return false;
        }
    }

    /** Returns the value of foreign code, or another one if it throws. */
    static <T> T get(Supplier<? extends T> foreign, T otherwise) {
        try {
            return foreign.get();
        } catch (Throwable dropped) {
            return otherwise;
        }
    }
}
