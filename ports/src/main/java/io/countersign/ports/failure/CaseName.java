package io.countersign.ports.failure;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a failure's case as logs and metrics write it: {@code TimedOut} is {@code timed_out}. */
final class CaseName {

    private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private CaseName() {
    }

    static String of(Object failure) {
        return INNER_CAPITAL.matcher(failure.getClass().getSimpleName()).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
