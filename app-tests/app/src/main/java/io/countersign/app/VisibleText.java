package io.countersign.app;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Foreign text as a terminal may be shown it: without characters that move the cursor, change its settings, or let text
 * look other than it is. JSON stays the same JSON, since such characters can only stand within its strings, where
 * {@code \\u} escapes mean the same.
 */
final class VisibleText {

    // Controls (C0, DEL and C1) but for tabs and line ends, invisible formatting such as the marks that turn the
    // direction of writing, line separators, halves of surrogate pairs, and what has no meaning.
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\t\\r\\n]]");
    /** Outside a string of JSON it is white space like a line feed, and there is no other place for it. */
    private static final Pattern LONE_RETURN = Pattern.compile("\\r(?!\\n)");
    private static final Pattern LINE_ENDS_AND_CONTROLS = Pattern.compile("[\\x00-\\x1F\\x7F\\u2028\\u2029]+");

    private VisibleText() {
    }

    /** Returns the text with JSON's escapes in place of what cannot be seen; tabs and line ends stay. */
    static String of(String text) {
        return INVISIBLE.matcher(LONE_RETURN.matcher(text).replaceAll("\n")).replaceAll(VisibleText::escaped);
    }

    /** Returns the text in one line, with a space in place of each run of line ends and controls. */
    static String inOneLine(String text) {
        return of(LINE_ENDS_AND_CONTROLS.matcher(text).replaceAll(" "));
    }

    /** Of a character beyond the first 65,536, both halves, as JSON has it. */
    private static String escaped(MatchResult invisible) {
        return invisible.group().chars().mapToObj("\\\\u%04x"::formatted).collect(Collectors.joining());
    }
}
