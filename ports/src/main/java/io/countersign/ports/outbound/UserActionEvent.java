package io.countersign.ports.outbound;

import io.countersign.domain.action.ActionPath;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.HttpMethod;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Option;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** An event of a user action, for a {@link UserActionListener}. Immutable; holds no secret. */
public sealed interface UserActionEvent {

    /** Returns the action that it is about. */
    ActionDescription action();

    /**
     * A step of a user action has ended.
     *
     * @param action which action
     * @param step which of its steps
     * @param begun when the step began
     * @param took how long it took
     * @param failure why it failed; none if it succeeded
     */
    record StepEnded(
            ActionDescription action, Step step, Instant begun, Duration took, Option<UserActionFailure> failure)
            implements UserActionEvent {

        /** The {@link #outcome} of a step that succeeded. */
        public static final String SUCCEEDED = "succeeded";

        public StepEnded {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(begun, "begun");
            Objects.requireNonNull(took, "took");
            Objects.requireNonNull(failure, "failure");
        }

        /**
         * Returns the result in a word.
         *
         * @return {@value #SUCCEEDED} or the failure's code; one of a few dozen, so it can label a metric
         */
        public String outcome() {
            return failure.map(UserActionFailure::code).getOrElse(SUCCEEDED);
        }
    }

    /**
     * A user action failed and is about to be repeated from its challenge on; or, if somebody else has signed it and
     * nothing of its redemption was sent, from its redemption on.
     *
     * @param action which action
     * @param step the step that failed
     * @param failure why
     * @param failedAttempts how often it has failed by now, at least 1
     * @param after the wait before the next attempt
     */
    record StartingOver(
            ActionDescription action, Step step, UserActionFailure failure, int failedAttempts, Duration after)
            implements UserActionEvent {

        public StartingOver {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(after, "after");
        }
    }

    /**
     * A user action failed and is not repeated again.
     *
     * @param action which action
     * @param step the step that failed last
     * @param failure why it failed last
     * @param leftOpen an earlier failure after which the call may have been carried out; none if there is none, or if
     *         that is so after the last one
     * @param failedAttempts how often the action has failed, at least 1
     */
    record GivenUp(
            ActionDescription action, Step step, UserActionFailure failure, Option<UserActionFailure> leftOpen,
            int failedAttempts) implements UserActionEvent {

        public GivenUp {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(leftOpen, "leftOpen");
        }

        /**
         * Returns whether the call may have been carried out all the same.
         *
         * @return true if it may, after one of the two failures
         */
        public boolean mayHaveTakenEffect() {
            return leftOpen.isDefined() || failure.mayHaveTakenEffect();
        }
    }

    /**
     * The user action that an event is about. Without its payload, which may be confidential.
     *
     * @param method the method of the call
     * @param path the path of the call; has too many values to label a metric
     * @param correlationId the caller's identifier for the action, if it has one
     */
    record ActionDescription(HttpMethod method, ActionPath path, Option<CorrelationId> correlationId) {

        public ActionDescription {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(correlationId, "correlationId");
        }

        /**
         * Returns the description of an action.
         *
         * @param action the action
         * @return its description
         */
        public static ActionDescription of(UserAction action) {
            return new ActionDescription(action.method(), action.path(), action.correlationId());
        }
    }
}
