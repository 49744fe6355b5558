package io.countersign.domain;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * One thing that is wrong with a value, and with which part of it.
 *
 * <p>The message says what is expected, never what was found: the value at fault may be a secret.
 *
 * <p>Both texts are in one line and of bounded length (see {@link OneLine}), whatever they were made of.
 *
 * @param field the part at fault, in the words of the API reference ({@code userActionHttpPath}); dots lead inward
 * @param message what is expected of it
 */
public record Violation(String field, String message) {

    private static final int LONGEST_FIELD = 200;
    private static final int LONGEST_SHOWN = LONGEST_FIELD + 2 + OneLine.LONGEST_MESSAGE;

    public Violation {
        field = OneLine.of(Objects.requireNonNull(field, "field"), LONGEST_FIELD);
        message = OneLine.of(Objects.requireNonNull(message, "message"), OneLine.LONGEST_MESSAGE);
    }

    /** This violation as the outcome of a check that found nothing else wrong. */
    public <T> Validation<Seq<Violation>, T> asInvalid() {
        return Validation.invalid(List.of(this));
    }

    /**
     * Returns violations in one line, for a person to read.
     *
     * @param violations what is wrong with a value
     * @return the first {@value OneLine#MOST_ELEMENTS} violations at most, and how many more there are
     */
    public static String describe(Seq<Violation> violations) {
        Objects.requireNonNull(violations, "violations");
        return OneLine.of(OneLine.joined(violations, "; ", LONGEST_SHOWN), 2 * OneLine.LONGEST_MESSAGE);
    }

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
