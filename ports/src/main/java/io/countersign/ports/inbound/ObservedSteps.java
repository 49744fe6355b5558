package io.countersign.ports.inbound;

import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.outbound.UserActionEvent.ActionDescription;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;
import io.vavr.control.Either;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Takes the steps of an attempt: asks the attempt whether a step may begin, calls the listener afterwards, and adds the
 * identifier of the action to failures.
 */
final class ObservedSteps {

    private final UserActionListener listener;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    private ObservedSteps(UserActionListener listener, InstantSource clock, LongSupplier nanoTime) {
        this.listener = Objects.requireNonNull(listener, "listener");
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    static ObservedSteps by(UserActionListener listener) {
        return by(listener, InstantSource.system(), System::nanoTime);
    }

    /** Returns steps with other clocks, for tests: one for the time of day, one for durations. */
    static ObservedSteps by(UserActionListener listener, InstantSource clock, LongSupplier nanoTime) {
        return new ObservedSteps(listener, clock, nanoTime);
    }

    <R> Either<UserActionFailure, R> take(
            UserAction action, Attempt attempt, Step step, Supplier<Either<UserActionFailure, R>> taken) {
        Instant begun = clock.instant();
        long from = nanoTime.getAsLong();
        Either<UserActionFailure, R> outcome =
                named(action, attempt.begin(step) ? taken.get() : refused(attempt, step));
        tell(() -> new StepEnded(ActionDescription.of(action), step, begun,
                Duration.ofNanos(nanoTime.getAsLong() - from), outcome.swap().toOption()));
        return outcome;
    }

    /** Adds the identifier of the action to the failure, if there is one. The only place that does. */
    static <R> Either<UserActionFailure, R> named(UserAction action, Either<UserActionFailure, R> outcome) {
        return outcome.mapLeft(failure -> failure.withCorrelationId(action.correlationId()));
    }

    /**
     * Returns the failure of a step that an attempt did not permit: the action was cancelled, or the attempt was used
     * before. In the second case the call may have been made.
     */
    static <R> Either<UserActionFailure, R> refused(Attempt attempt, Step step) {
        return Either.left(attempt.isCancelled() && !attempt.mayHaveTakenEffect()
                ? UserActionFailure.cancelled(step)
                : UserActionFailure.adapterBroke(Step.EXECUTION,
                        "an attempt was used twice; its " + step.name().toLowerCase(Locale.ROOT)
                                + " step had begun before"));
    }

    /**
     * Calls the listener. Whatever it throws, errors included, the outcome stays as it is. So it does if the event
     * cannot be created, because the stack is nearly used up.
     */
    private void tell(Supplier<StepEnded> event) {
        try {
            listener.stepEnded(event.get());
        } catch (Throwable dropped) {
            // a listener must not change the outcome
        }
    }
}
