package io.countersign.fuzz;

import io.countersign.domain.Violation;
import io.vavr.collection.Seq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that hold for every message. */
final class Checks {

    private static final Pattern DISTURBING = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");
    /** Matches a run of characters as in keys and tokens. Words of a message are shorter, or have no digit. */
    private static final Pattern MATERIAL = Pattern.compile("(?=[A-Za-z+/=_-]*[0-9])[A-Za-z0-9+/=_-]{20,}");

    private Checks() {}

    /** Fails unless the message is one non-empty line without the secrets. */
    static void inOneLine(String message, String... secrets) {
        if (message.isBlank() || DISTURBING.matcher(message).find()) {
            throw new AssertionError("not one line: " + message);
        }
        for (String secret : secrets) {
            if (message.contains(secret)) {
                throw new AssertionError("shows a secret: " + message);
            }
        }
    }

    static void inOneLine(Seq<Violation> violations, String... secrets) {
        if (violations.isEmpty()) {
            throw new AssertionError("refused for no reason");
        }
        inOneLine(Violation.describe(violations), secrets);
    }

    /** Fails if the message repeats something of the input that looks like key material. */
    static void nothingOf(String input, String message) {
        Matcher runs = MATERIAL.matcher(message);
        while (runs.find()) {
            if (input.contains(runs.group())) {
                throw new AssertionError("repeats what was given: " + message);
            }
        }
    }

    static void holds(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("does not hold: " + what);
        }
    }
}
