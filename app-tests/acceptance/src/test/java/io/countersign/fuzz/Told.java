package io.countersign.fuzz;

import io.countersign.domain.Violation;
import io.vavr.collection.Seq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of every message, whatever it is about. */
final class Told {

    private static final Pattern DISTURBING = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");
    /** A run of characters as keys and tokens are made of; words of a message are shorter, or have no digit. */
    private static final Pattern MATERIAL = Pattern.compile("(?=[A-Za-z+/=_-]*[0-9])[A-Za-z0-9+/=_-]{20,}");

    private Told() {}

    /** One line that says something, and shows none of those secrets. */
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

    /** Nothing that looks like key material stands in both. */
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
