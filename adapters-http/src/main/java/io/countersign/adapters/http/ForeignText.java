package io.countersign.adapters.http;

import java.util.regex.Pattern;

/** Text from outside, made fit to stand in a message: one line, no control characters, not too long. */
final class ForeignText {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

    private ForeignText() {
    }

    static String shortened(String text, int limit) {
        String line = UNPRINTABLE.matcher(text.length() > 4 * limit ? text.substring(0, 4 * limit) : text)
                .replaceAll(" ").strip();
        return line.length() <= limit ? line : line.substring(0, limit) + "…";
    }
}
