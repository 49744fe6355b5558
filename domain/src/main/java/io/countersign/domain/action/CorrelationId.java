package io.countersign.domain.action;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * An application's own identifier for an action, by which its events and failures can be found. Not sent to the API.
 * Immutable, equal by content. Shown in logs and messages, so it must not hold a secret.
 */
public final class CorrelationId {

    private static final int LONGEST = 128;

    private final String value;

    private CorrelationId(String value) {
        this.value = value;
    }

    /**
     * Returns the identifier with that text.
     *
     * @param value 1 to 128 visible ASCII characters, so that it cannot disturb a log
     */
    public static Validation<Seq<Violation>, CorrelationId> of(String value) {
        Objects.requireNonNull(value, "value");
        return !value.isEmpty() && value.length() <= LONGEST
                && value.chars().allMatch(character -> character > ' ' && character < 0x7F)
                ? Validation.valid(new CorrelationId(value))
                : new Violation("correlationId", "must be 1 to " + LONGEST + " visible ASCII characters").asInvalid();
    }

    /**
     * Returns the identifier with that text, as {@link #of} does.
     *
     * @throws InvalidValueException if it is invalid
     */
    public static CorrelationId ofOrThrow(String value) {
        return InvalidValueException.valueOrThrow(of(value));
    }

    /** Returns the text. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CorrelationId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
