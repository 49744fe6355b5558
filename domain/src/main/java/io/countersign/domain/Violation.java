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
 * @param field the part at fault, in the words of the API reference ({@code userActionHttpPath}); dots lead inward
 * @param message what is expected of it
 */
public record Violation(String field, String message) {

    public Violation {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }

    /** This violation as the outcome of a check that found nothing else wrong. */
    public <T> Validation<Seq<Violation>, T> asInvalid() {
        return Validation.invalid(List.of(this));
    }

    /** All of them in one line, for a person to read. */
    public static String describe(Seq<Violation> violations) {
        return Objects.requireNonNull(violations, "violations").mkString("; ");
    }

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
