package io.countersign.domain.action;

import io.vavr.collection.List;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Finds what a client, gateway or server could read as another path. They differ in whether they decode before they
 * compare, drop parameters (the text after a semicolon in a segment), and leave out empty segments.
 */
final class PathReading {

    private static final String DOTS = "must not hold . or .. segments";
    private static final String EMPTY = "must not hold empty segments, which gateways leave out";
    private static final String DELIMITER = "must not hold encoded slashes, backslashes, control characters or percent "
            + "signs of another encoding, which gateways decode";
    private static final String NEEDLESS = "must not encode letters, digits and -._~, which gateways decode";
    private static final String NOT_UTF_8 = "must hold encoded UTF-8 without characters that servers take for others";

    private static final Pattern ENCODED_DOT = Pattern.compile("%2[Ee]");
    private static final Pattern ENCODED_SEMICOLON = Pattern.compile("%3[Bb]");
    private static final Pattern ENCODED_DELIMITER = Pattern.compile(
            "%(?:2[Ff]|5[Cc]|[01][0-9A-Fa-f]|7[Ff]|25[0-9A-Fa-f]{2})");
    /** RFC 3986 §2.3, unreserved characters. */
    private static final Pattern ENCODED_UNRESERVED = Pattern.compile(
            "%(?:2[DdEe]|3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe])");
    /** C1 control characters, and what some servers turn into a dot, slash, backslash, semicolon or percent sign. */
    private static final Pattern LOOKALIKE = Pattern.compile("[\u2024-\u2026\uFE52\uFF0E\u2044\u2215\u29F8\uFF0F"
            + "\uFE68\u29F5\u29F9\uFF3C\u037E\uFE54\uFF1B\uFE6A\uFF05\\x{80}-\\x{9f}]");

    private PathReading() {
    }

    /** Returns why a reader could take that path, which is made of allowed characters or not, for another. */
    static List<String> objectionsTo(String path, boolean isWellFormed) {
        return isWellFormed && isReadAlike(path) ? List.empty() : objectionsFoundIn(path, isWellFormed);
    }

    /** Returns whether there is nothing that readers take differently, as in almost every path; this is fast. */
    private static boolean isReadAlike(String path) {
        return path.indexOf('%') < 0 && path.indexOf(';') < 0 && !path.contains("/.") && !path.contains("//");
    }

    private static List<String> objectionsFoundIn(String path, boolean isWellFormed) {
        String[] segments = path.split("/", -1);
        boolean hasDots = Arrays.stream(segments).skip(1).anyMatch(PathReading::isDots);
        boolean hasEmpty = path.startsWith("/") && !path.startsWith("//")
                && (Arrays.stream(segments, 1, segments.length - 1).anyMatch(PathReading::isNameless)
                        || !path.endsWith("/") && isNameless(segments[segments.length - 1]));
        return List.of(
                Option.when(hasDots, DOTS),
                Option.when(hasEmpty, EMPTY),
                Option.when(isWellFormed && ENCODED_DELIMITER.matcher(path).find(), DELIMITER),
                Option.when(isWellFormed && !hasDots && ENCODED_UNRESERVED.matcher(path).find(), NEEDLESS),
                Option.when(isWellFormed && !isPlainUtf8(path), NOT_UTF_8)
        ).flatMap(objection -> objection);
    }

    /** Returns a segment with decoded dots and semicolons. */
    private static String decoded(String segment) {
        return segment.indexOf('%') < 0
                ? segment
                : ENCODED_SEMICOLON.matcher(ENCODED_DOT.matcher(segment).replaceAll(".")).replaceAll(";");
    }

    private static boolean isNameless(String segment) {
        return segment.isEmpty() || decoded(segment).startsWith(";");
    }

    /** Returns true for dots in the name of a segment, or in the name or the value of a parameter. */
    private static boolean isDots(String segment) {
        String[] parts = decoded(segment).split(";", -1);
        return isDot(parts[0]) || Arrays.stream(parts).skip(1)
                .anyMatch(parameter -> Arrays.stream(parameter.split("=", -1)).anyMatch(PathReading::isDot));
    }

    private static boolean isDot(String name) {
        return name.equals(".") || name.equals("..");
    }

    private static boolean isPlainUtf8(String path) {
        byte[] bytes = new byte[path.length()];
        int length = 0;
        for (int index = 0; index < path.length(); index++) {
            if (path.charAt(index) == '%') {
                bytes[length++] = (byte) Integer.parseInt(path, index + 1, index + 3, 16);
                index += 2;
            } else {
                bytes[length++] = (byte) path.charAt(index);
            }
        }
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(bytes, length))
                && !LOOKALIKE.matcher(text).find();
    }
}
