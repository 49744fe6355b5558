package io.countersign.ports.inbound;

import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.outbound.UserActionEvent.ActionDescription;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;
import io.vavr.control.Either;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Takes the steps of user actions: tells a listener of each, and names the action in what fails. */
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

    /** The same with other clocks: one that tells the time of day, one that only ever goes forward. */
    static ObservedSteps by(UserActionListener listener, InstantSource clock, LongSupplier nanoTime) {
        return new ObservedSteps(listener, clock, nanoTime);
    }

    <R> Either<UserActionFailure, R> take(UserAction action, Step step, Supplier<Either<UserActionFailure, R>> taken) {
        Instant begun = clock.instant();
        long from = nanoTime.getAsLong();
        Either<UserActionFailure, R> outcome = taken.get()
                .mapLeft(failure -> failure.correlatedBy(action.correlationId()));
        Duration took = Duration.ofNanos(nanoTime.getAsLong() - from);
        tell(new StepEnded(ActionDescription.of(action), step, begun, took,
                outcome.swap().toOption().map(UserActionFailure::described)));
        return outcome;
    }

    /** A listener changes nothing, not even by breaking. */
    private void tell(StepEnded event) {
        try {
            listener.stepEnded(event);
        } catch (Exception dropped) {
            // Whoever listens owes it to himself to notice.
        }
    }
}
