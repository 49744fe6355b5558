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
 * Takes the steps of an attempt: asks it whether the step may begin, tells a listener, and names the action in
 * failures.
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

    /** Returns steps that are timed by other clocks: one that tells the time of day, one that only goes forward. */
    static ObservedSteps by(UserActionListener listener, InstantSource clock, LongSupplier nanoTime) {
        return new ObservedSteps(listener, clock, nanoTime);
    }

    <R> Either<UserActionFailure, R> take(
            UserAction action, Attempt attempt, Step step, Supplier<Either<UserActionFailure, R>> taken) {
        Instant begun = clock.instant();
        long from = nanoTime.getAsLong();
        Either<UserActionFailure, R> outcome = named(action, attempt.begin(step) ? taken.get() : refused(attempt, step));
        tell(() -> new StepEnded(ActionDescription.of(action), step, begun,
                Duration.ofNanos(nanoTime.getAsLong() - from), outcome.swap().toOption()));
        return outcome;
    }

    /** Attaches the caller's own name of the action to the failure, if there is one. Nothing else attaches it. */
    static <R> Either<UserActionFailure, R> named(UserAction action, Either<UserActionFailure, R> outcome) {
        return outcome.mapLeft(failure -> failure.withCorrelationId(action.correlationId()));
    }

    /**
     * Returns the failure of a step that an attempt did not permit: the action was cancelled, or somebody has run the
     * attempt before. In the second case the other run may make the call, or has made it.
     */
    static <R> Either<UserActionFailure, R> refused(Attempt attempt, Step step) {
        return Either.left(attempt.isCancelled() && !attempt.mayHaveTakenEffect()
                ? new UserActionFailure.Cancelled(step)
                : new UserActionFailure.AdapterBroke(Step.EXECUTION,
                        "an attempt was used twice; its " + step.name().toLowerCase(Locale.ROOT)
                                + " step had begun before"));
    }

    /**
     * Listening changes nothing: whatever a listener throws, errors included, the outcome stays as it is. The same
     * holds for making the event, which a stack that is nearly used up may prevent.
     */
    private void tell(Supplier<StepEnded> event) {
        try {
            listener.stepEnded(event.get());
        } catch (Throwable dropped) {
            // the listener's own code has to notice
        }
    }
}
