package io.countersign.adapters.http;

import java.util.regex.Pattern;

/** Text from outside, made fit to stand in a message: one line, no control characters, not too long. */
final class ForeignText {

    /** Of all of Unicode: terminals and log viewers obey those beyond ASCII, too. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");

    private ForeignText() {
    }

    static String shortened(String text, int limit) {
        String line = UNPRINTABLE.matcher(text.length() > 4 * limit ? text.substring(0, 4 * limit) : text)
                .replaceAll(" ").strip();
        return line.length() <= limit ? line : withoutHalfACharacter(line.substring(0, limit)) + "…";
    }

    private static String withoutHalfACharacter(String cut) {
        int last = cut.length() - 1;
        return Character.isHighSurrogate(cut.charAt(last)) ? cut.substring(0, last) : cut;
    }
}
