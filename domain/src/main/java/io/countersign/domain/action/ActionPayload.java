package io.countersign.domain.action;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The body of a call: the exact text that is signed and, as UTF-8, the exact bytes that are sent.
 *
 * <p>Immutable, equal by content. {@code toString} shows the size only, since bodies may hold anything.
 */
public final class ActionPayload {

    private static final ActionPayload NONE = new ActionPayload("");

    /** Transient, so that serialisers that read fields leave it out. */
    private final transient String text;

    private ActionPayload(String text) {
        this.text = text;
    }

    /** Returns the payload of a call without a body. */
    public static ActionPayload none() {
        return NONE;
    }

    /** Returns the payload with that text, unchanged; or the violation that UTF-8 cannot carry it. */
    public static Validation<Seq<Violation>, ActionPayload> of(String text) {
        Objects.requireNonNull(text, "text");
        return hasHalfASurrogatePair(text)
                ? new Violation("userActionPayload",
                        "must be text that UTF-8 can carry (it holds half a surrogate pair)").asInvalid()
                : Validation.valid(new ActionPayload(text));
    }

    private static boolean hasHalfASurrogatePair(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                int both = text.codePointAt(at);
                if (!Character.isSupplementaryCodePoint(both)) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }

    /**
     * Returns the payload with that text, as {@link #of} does.
     *
     * @throws InvalidValueException if it is invalid
     */
    public static ActionPayload ofOrThrow(String text) {
        return InvalidValueException.valueOrThrow(of(text));
    }

    /** Returns the text that the challenge describes. */
    public String text() {
        return text;
    }

    /** Returns the bytes that are sent, in a new array. */
    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns true if the call has no body. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionPayload that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "ActionPayload[" + text.length() + " characters]";
    }
}
