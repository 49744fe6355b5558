package io.countersign.ports.outbound;

import io.countersign.domain.action.Step;

import java.time.Duration;
import java.util.Objects;

/**
 * A user action failed and is about to start over, from asking for a challenge.
 *
 * @param action which action
 * @param step the step that failed
 * @param failure why
 * @param failedAttempts how often it has failed by now, at least 1
 * @param after how long it will wait first
 */
public record StartingOver(
        ActionDescription action, Step step, StepFailure failure, int failedAttempts, Duration after) {

    public StartingOver {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(after, "after");
    }
}
