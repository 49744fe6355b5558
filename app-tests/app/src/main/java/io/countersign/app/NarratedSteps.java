package io.countersign.app;

import io.countersign.ports.outbound.UserActionEvent.StartingOver;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;

import java.util.Locale;
import java.util.function.Consumer;

/** Writes a line for each step and each retry. */
final class NarratedSteps implements UserActionListener {

    private final Consumer<String> line;

    NarratedSteps(Consumer<String> line) {
        this.line = line;
    }

    @Override
    public void stepEnded(StepEnded event) {
        line.accept(event.step().name().toLowerCase(Locale.ROOT) + ": " + event.outcome() + " in "
                + event.took().toMillis() + " ms");
    }

    @Override
    public void startingOver(StartingOver event) {
        line.accept(event.failure().message());
        line.accept("starting over in " + event.after().toMillis() + " ms, after " + event.failedAttempts()
                + (event.failedAttempts() == 1 ? " attempt" : " attempts"));
    }
}
