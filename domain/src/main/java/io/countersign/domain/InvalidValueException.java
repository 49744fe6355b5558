package io.countersign.domain;

import io.vavr.collection.Seq;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * Thrown by {@code ofOrThrow}, {@code buildOrThrow} and the like if a value is invalid. They suit literals in code;
 * text from outside goes through {@code of} and {@code build}, which return the violations.
 *
 * <p>The message names every violation and never repeats the value.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Violations are not serialisable, so this exception is not either. */
    @SuppressWarnings("serial")
    private final Seq<Violation> violations;

    /**
     * Creates an exception.
     *
     * @param violations everything that is wrong with the value
     */
    public InvalidValueException(Seq<Violation> violations) {
        super(Violation.describe(Objects.requireNonNull(violations, "violations")));
        this.violations = violations;
    }

    /**
     * Returns the value of a validation.
     *
     * @param <T> the type of the value
     * @param validation the outcome of a check
     * @return the value, if it is valid
     * @throws InvalidValueException if it is not
     */
    public static <T> T valueOrThrow(Validation<Seq<Violation>, T> validation) {
        if (validation.isInvalid()) {
            throw new InvalidValueException(validation.getError());
        }
        return validation.get();
    }

    /**
     * Returns everything that is wrong with the value.
     *
     * @return at least one violation
     */
    public Seq<Violation> violations() {
        return violations;
    }
}
