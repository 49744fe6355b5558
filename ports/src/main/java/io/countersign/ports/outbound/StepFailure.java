package io.countersign.ports.outbound;

import io.vavr.control.Option;

import java.util.Objects;

/**
 * Why a step failed, as events tell it. Immutable; never holds a secret.
 *
 * @param name what happened, in a word of lower case and underscores: one of a few dozen, and stable
 * @param message what happened, where, and what to do next, for a person to read
 * @param httpStatus the status that the API answered with, if it answered
 * @param canRepeatingHelp whether the same action, unchanged, can succeed at another time
 * @param isSafeToRepeat whether performing it again cannot make the call twice
 */
public record StepFailure(
        String name, String message, Option<Integer> httpStatus, boolean canRepeatingHelp, boolean isSafeToRepeat) {

    public StepFailure {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(httpStatus, "httpStatus");
    }
}
