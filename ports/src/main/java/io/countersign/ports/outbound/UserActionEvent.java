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

/** An event in the course of a user action, for a {@link UserActionListener}. Immutable, without secrets. */
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

        /** Returns the result in a word: {@value #SUCCEEDED}, or the failure's code. One of a few dozen, to count by. */
        public String outcome() {
            return failure.map(UserActionFailure::code).getOrElse(SUCCEEDED);
        }
    }

    /**
     * A user action failed and is about to start over, from asking for a challenge; or one that was signed elsewhere
     * is about to be redeemed after all, as nothing of its redemption was sent.
     *
     * @param action which action
     * @param step the step that failed
     * @param failure why
     * @param failedAttempts how often it has failed by now, at least 1
     * @param after how long it will wait first
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
     * A user action failed and is not repeated any more. It names two failures: the one that ended it, and an earlier
     * one that left it open whether the call was carried out, which the last one does not decide.
     *
     * @param action which action
     * @param step the step that failed last
     * @param failure why it failed last
     * @param leftOpen the earlier failure that left it open whether the call was carried out; none if there is none, or
     *         if the last one leaves that open itself
     * @param failedAttempts how often the action has failed, at least 1
     */
    record GivenUp(
            ActionDescription action, Step step, UserActionFailure failure, Option<UserActionFailure> leftOpen, int failedAttempts)
            implements UserActionEvent {

        public GivenUp {
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(leftOpen, "leftOpen");
        }

        /**
         * Returns whether the call may have been carried out all the same.
         *
         * @return whether one of the two failures leaves that open
         */
        public boolean mayHaveTakenEffect() {
            return leftOpen.isDefined() || failure.mayHaveTakenEffect();
        }
    }

    /**
     * Which user action an event is about. Without its payload, which may be confidential.
     *
     * @param method the call's method
     * @param path where it goes; of many values, and so nothing to count by
     * @param correlationId the caller's own name for it, if it has one
     */
    record ActionDescription(HttpMethod method, ActionPath path, Option<CorrelationId> correlationId) {

        public ActionDescription {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(correlationId, "correlationId");
        }

        /** Returns the description of an action. */
        public static ActionDescription of(UserAction action) {
            return new ActionDescription(action.method(), action.path(), action.correlationId());
        }
    }
}
