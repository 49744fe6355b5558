package io.countersign.domain;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Names that others give, made fit to stand in a message or a log: what would end the line or steer a terminal is
 * spelled out, as {@code \u000a}. Not for what is sent or compared, since two names may come to look the same.
 */
public final class OneLine {

    /** Control and format characters, line and paragraph separators, and halves of surrogate pairs. */
    private static final Pattern DISTURBING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private OneLine() {}

    /** That text in one line. */
    public static String of(String text) {
        return DISTURBING.matcher(Objects.requireNonNull(text, "text")).replaceAll(found -> spelledOut(found.group()));
    }

    private static String spelledOut(String character) {
        StringBuilder spelled = new StringBuilder();
        character.chars().forEach(unit -> spelled.append("\\\\u").append(String.format("%04x", unit)));
        return spelled.toString();
    }
}
