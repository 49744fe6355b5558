package io.countersign.domain.credential;

import io.countersign.domain.OneLine;
import io.vavr.control.Option;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a {@code Key} or {@code PasswordProtectedKey} signs: a JSON object that repeats the challenge.
 *
 * <p>The value writes its own JSON (RFC 8259), members in a fixed order, no white space, and
 * <em>those UTF-8 bytes</em> are both signed and sent. Characters that RFC 8259 §7 requires to be escaped are, and so
 * are unpaired surrogates, which UTF-8 cannot carry; everything else stands as it is.
 *
 * @param type {@code key.get} for a signature with a key
 * @param challenge the challenge's text, verbatim
 * @param origin where the user signed, if that is to be said
 * @param crossOrigin whether it happened in a frame of another origin, if that is to be said
 */
public record ClientData(String type, String challenge, Option<String> origin, Option<Boolean> crossOrigin) {

    /** The type of client data that a key signs. */
    public static final String KEY_GET = "key.get";

    public ClientData {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(challenge, "challenge");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(crossOrigin, "crossOrigin");
    }

    /** What a key signs to answer that challenge: {@code {"type":"key.get","challenge":…}}. */
    public static ClientData keyGet(String challenge) {
        return new ClientData(KEY_GET, challenge, Option.none(), Option.none());
    }

    /** The same, naming where the user signed ({@code https://app.example.com}) and that it was not in a frame. */
    public ClientData from(String signingOrigin) {
        Objects.requireNonNull(signingOrigin, "signingOrigin");
        return new ClientData(type, challenge, Option.some(signingOrigin), Option.some(false));
    }

    /** This client data as JSON text. */
    public String json() {
        StringBuilder json = new StringBuilder(64 + challenge.length()).append("{\"type\":");
        appendText(json, type);
        appendText(json.append(",\"challenge\":"), challenge);
        origin.forEach(text -> appendText(json.append(",\"origin\":"), text));
        crossOrigin.forEach(flag -> json.append(",\"crossOrigin\":").append(flag.booleanValue()));
        return json.append('}').toString();
    }

    /** The bytes that are signed and sent. */
    public byte[] utf8() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    private static void appendText(StringBuilder json, String text) {
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
        if (Character.isHighSurrogate(character)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(character)
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    /** Returns the members as they can stand in a message; see {@link #json()} for the text that is signed. */
    @Override
    public String toString() {
        return "ClientData[type=" + OneLine.of(type) + ", challenge=" + OneLine.of(challenge)
                + ", origin=" + origin.map(OneLine::of) + ", crossOrigin=" + crossOrigin + "]";
    }
}
