package io.countersign.domain;

import io.vavr.collection.Seq;

import java.util.Arrays;
import java.util.Objects;

/**
 * Shows text that others chose (an API, a browser, a device, a file) in messages, logs and {@code toString}: in one
 * line and of bounded length. Characters that would end the line, steer a terminal, reorder what stands beside them, or
 * not be seen are spelled out, as <code>&#92;u000a</code>.
 *
 * <p>Not for what is sent or compared, since two texts may come to look the same. Showing a text again changes nothing.
 * The cost depends on the length that is shown, not on that of the text.
 */
public final class OneLine {

    /** The number of characters of a name, an id or another short text that are shown. */
    public static final int LONGEST_NAME = 100;

    /** The number of characters of a message of somebody else that are shown. */
    public static final int LONGEST_MESSAGE = 2000;

    /** The number of elements of a sequence that are shown. */
    public static final int MOST_ELEMENTS = 10;

    /** Enough for a credential: its kind and its id. */
    private static final int LONGEST_ELEMENT = 2 * LONGEST_NAME + 1;
    private static final String ELLIPSIS = "…";

    /**
     * Characters beyond the categories below that are drawn as nothing (Unicode, {@code Default_Ignorable_Code_Point}):
     * pairs of the first and the last of a range.
     */
    private static final int[] INVISIBLE = {
        0x034F, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2800, 0x2800, 0x3164, 0x3164, 0xFE00, 0xFE0F,
        0xFFA0, 0xFFA0, 0xE0000, 0xE0FFF};

    private OneLine() {}

    /**
     * Returns a name, an id or another short text as it can stand in a message.
     *
     * @param text the text that somebody else chose
     * @return the text in one line, of {@value #LONGEST_NAME} characters at most
     */
    public static String of(String text) {
        return of(text, LONGEST_NAME);
    }

    /**
     * Returns a text as it can stand in a message.
     *
     * @param text the text that somebody else chose
     * @param limit the largest number of characters that are shown, at least 1
     * @return the text in one line; an ellipsis at its end stands for what is left out
     */
    public static String of(String text, int limit) {
        Objects.requireNonNull(text, "text");
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1");
        }
        StringBuilder shown = new StringBuilder(Math.min(text.length(), limit));
        int lastCut = 0;
        int index = 0;
        while (index < text.length()) {
            int character = text.codePointAt(index);
            appendVisibly(shown, character);
            if (shown.length() > limit) {
                shown.setLength(lastCut);
                return shown.append(ELLIPSIS).toString();
            }
            if (shown.length() < limit) {
                lastCut = shown.length();
            }
            index += Character.charCount(character);
        }
        return shown.toString();
    }

    /**
     * Returns the elements of a sequence as they can stand in a message, separated by commas.
     *
     * @param elements the elements, shown by their {@code toString}, in one line each
     * @param none the text that is shown if there are no elements
     * @return the first {@value #MOST_ELEMENTS} elements, and how many more there are
     */
    public static String ofAll(Seq<?> elements, String none) {
        Objects.requireNonNull(elements, "elements");
        Objects.requireNonNull(none, "none");
        return elements.isEmpty() ? none : joined(elements, ", ", LONGEST_ELEMENT);
    }

    /** Returns the first of those elements, and how many more there are. */
    static String joined(Seq<?> elements, String separator, int limitEach) {
        int more = elements.size() - MOST_ELEMENTS;
        return elements.take(MOST_ELEMENTS).map(element -> of(String.valueOf(element), limitEach)).mkString(separator)
                + (more > 0 ? separator + "and " + more + " more" : "");
    }

    private static void appendVisibly(StringBuilder shown, int character) {
        if (isDisturbing(character)) {
            for (char unit : Character.toChars(character)) {
                shown.append(String.format("\\u%04x", (int) unit));
            }
        } else {
            shown.appendCodePoint(character);
        }
    }

    private static boolean isDisturbing(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> character != ' ' && character != '\u3000';
            default -> isInvisible(character);
        };
    }

    private static boolean isInvisible(int character) {
        int found = Arrays.binarySearch(INVISIBLE, character);
        return found >= 0 || (-found - 1) % 2 == 1;
    }
}
