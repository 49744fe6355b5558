package io.countersign.ports.outbound;

import io.countersign.domain.action.Step;
import io.vavr.control.Option;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A step of a user action has ended.
 *
 * @param action which action
 * @param step which of its steps
 * @param begun when the step began
 * @param took how long it took
 * @param failure why it failed; none if it succeeded
 */
public record StepEnded(
        ActionDescription action, Step step, Instant begun, Duration took, Option<StepFailure> failure) {

    /** What {@link #outcome} says of a step that succeeded. */
    public static final String SUCCEEDED = "succeeded";

    public StepEnded {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(begun, "begun");
        Objects.requireNonNull(took, "took");
        Objects.requireNonNull(failure, "failure");
    }

    /** What came of it in a word: {@value #SUCCEEDED}, or the failure's name. One of a few dozen, to count by. */
    public String outcome() {
        return failure.map(StepFailure::name).getOrElse(SUCCEEDED);
    }
}
