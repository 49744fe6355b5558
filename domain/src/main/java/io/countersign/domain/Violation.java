package io.countersign.domain;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * A part of a value that is wrong, and the requirement that it does not meet.
 *
 * <p>The message names the requirement and never repeats the value, which may be a secret.
 *
 * <p>Both texts are in one line and of bounded length (see {@link OneLine}), whatever they were made of.
 *
 * @param field the part at fault, in the words of the API reference ({@code userActionHttpPath}); dots lead inward
 * @param message the requirement
 */
public record Violation(String field, String message) {

    private static final int LONGEST_FIELD = 200;
    private static final int LONGEST_SHOWN = LONGEST_FIELD + 2 + OneLine.LONGEST_MESSAGE;

    public Violation {
        field = OneLine.of(Objects.requireNonNull(field, "field"), LONGEST_FIELD);
        message = OneLine.of(Objects.requireNonNull(message, "message"), OneLine.LONGEST_MESSAGE);
    }

    /** Returns this violation as the outcome of a check that found no other. */
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
