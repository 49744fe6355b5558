package io.countersign.domain.credential;

/**
 * Writes JSON strings (RFC 8259 §7). By hand, since the domain uses no JSON library. Escapes what must be escaped, and
 * unpaired surrogates, which UTF-8 cannot carry.
 */
final class JsonText {

    private JsonText() {
    }

    static void append(StringBuilder json, String text) {
        json.append('"');
        int plainFrom = 0;
        for (int index = 0; index < text.length(); index++) {
            if (mustBeEscaped(text, index)) {
                json.append(text, plainFrom, index).append(escaped(text.charAt(index)));
                plainFrom = index + 1;
            }
        }
        json.append(text, plainFrom, text.length()).append('"');
    }

    private static boolean mustBeEscaped(String text, int index) {
        char character = text.charAt(index);
        return character < ' ' || character == '"' || character == '\\'
                || Character.isSurrogate(character) && isUnpairedSurrogate(text, index);
    }

    private static String escaped(char character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", (int) character);
        };
    }

    private static boolean isUnpairedSurrogate(String text, int index) {
        char character = text.charAt(index);
        return Character.isHighSurrogate(character)
                ? index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1))
                : index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
    }
}
