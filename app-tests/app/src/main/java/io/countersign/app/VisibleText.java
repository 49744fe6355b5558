package io.countersign.app;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes foreign text safe for a terminal by escaping characters that move the cursor, change its settings, or make text
 * look different. JSON keeps its meaning, since such characters occur only within strings, where {@code \\u} escapes
 * mean the same.
 */
final class VisibleText {

    // Controls (C0, DEL and C1) but for tabs and line ends, invisible formatting such as the marks that turn the
    // direction of writing, line separators, halves of surrogate pairs, and what has no meaning.
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\t\\r\\n]]");
    /** Outside a JSON string it is white space like a line feed, and inside it cannot occur. */
    private static final Pattern LONE_RETURN = Pattern.compile("\\r(?!\\n)");
    private static final Pattern LINE_ENDS_AND_CONTROLS = Pattern.compile("[\\x00-\\x1F\\x7F\\u2028\\u2029]+");

    private VisibleText() {
    }

    /** Returns the text with JSON escapes for invisible characters; tabs and line ends stay. */
    static String of(String text) {
        return INVISIBLE.matcher(LONE_RETURN.matcher(text).replaceAll("\n")).replaceAll(VisibleText::escaped);
    }

    /** Returns the text in one line, with a space for each run of line ends and control characters. */
    static String inOneLine(String text) {
        return of(LINE_ENDS_AND_CONTROLS.matcher(text).replaceAll(" "));
    }

    /** Escapes a character, beyond U+FFFF as two surrogates, as in JSON. */
    private static String escaped(MatchResult invisible) {
        return invisible.group().chars().mapToObj("\\\\u%04x"::formatted).collect(Collectors.joining());
    }
}
