package io.countersign.domain.challenge;

import io.countersign.domain.InvalidValueException;
import io.countersign.domain.OneLine;
import io.countersign.domain.TextValue;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * The text that a credential signs ({@code challenge}), repeated verbatim in the client data.
 */
public final class Challenge extends TextValue {

    private Challenge(String value) {
        super(value);
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

    /** Returns the text as it can stand in a message. */
    @Override
    public String toString() {
        return OneLine.of(value());
    }
}
