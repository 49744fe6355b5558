package io.countersign.ports.failure;

import io.countersign.domain.OneLine;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Checks the components of failures, which adapters of others create. */
final class Components {

    private Components() {
    }

    /**
     * Refuses nulls.
     *
     * @param namesAndValues each component's name, followed by its value
     * @throws NullPointerException with the name of the first component that is null
     */
    static void nonNull(@Nullable Object... namesAndValues) {
        for (int index = 0; index < namesAndValues.length; index += 2) {
            Objects.requireNonNull(namesAndValues[index + 1], (String) namesAndValues[index]);
        }
    }

    /** Returns a message of somebody else in one line, of bounded length. */
    static String bounded(String text, String component) {
        return OneLine.of(Objects.requireNonNull(text, component), OneLine.LONGEST_MESSAGE);
    }
}
