package io.countersign.domain.challenge;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * The text that a credential signs ({@code challenge}), repeated verbatim in the client data. Immutable, equal by
 * content.
 */
public final class Challenge {

    private final String value;

    private Challenge(String value) {
        this.value = value;
    }

    /** Returns the challenge with that text, or the violation that it is empty. */
    public static Validation<Seq<Violation>, Challenge> of(String value) {
        Objects.requireNonNull(value, "value");
        return value.isEmpty()
                ? new Violation("challenge", "must not be empty").asInvalid()
                : Validation.valid(new Challenge(value));
    }

    /**
     * Returns the challenge with that text, as {@link #of} does.
     *
     * @throws InvalidValueException if it is invalid
     */
    public static Challenge ofOrThrow(String value) {
        return InvalidValueException.valueOrThrow(of(value));
    }

    /** Returns the text, verbatim. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Challenge that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns the text as it can stand in a message. */
    @Override
    public String toString() {
        return OneLine.of(value);
    }
}
