package io.countersign.adapters.http.metrics;

import io.countersign.domain.action.Step;
import io.countersign.ports.outbound.UserActionEvent.GivenUp;
import io.countersign.ports.outbound.UserActionEvent.StartingOver;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.Locale;
import java.util.Objects;

/**
 * Counts and times user actions in a Micrometer registry.
 *
 * <table>
 * <caption>What is registered</caption>
 * <tr><th>name</th><th>meter</th><th>tags</th></tr>
 * <tr><td>{@value #STEP}</td><td>timer</td><td>{@code step}, {@code outcome}: how the step ended</td></tr>
 * <tr><td>{@value #START_OVER}</td><td>counter</td><td>{@code step} that failed, {@code outcome}: why</td></tr>
 * <tr><td>{@value #GIVEN_UP}</td><td>counter</td><td>{@code step} that failed last, {@code outcome}: why,
 * {@code open}: {@code true} if the call may have been carried out, by this failure or an earlier one</td></tr>
 * </table>
 *
 * <p>{@code step} is one of {@code challenge}, {@code signature}, {@code redemption}, {@code execution};
 * {@code outcome} is {@code succeeded} or the name of a failure, one of a few dozen: {@code timed_out},
 * {@code rate_limited}. Neither paths, nor ids, nor names of actions are tags, so that the number of time series stays
 * small. Percentiles, histograms and common tags are set by the registry's filters, as for any meter.
 *
 * <p>Meters are looked up once and kept. Safe for use by several threads.
 */
@SuppressWarnings("exports") // Micrometer is optional, and so not handed on: whoever uses this requires it too.
public final class MicrometerListener implements UserActionListener {

    /** The name of the timer of steps. */
    public static final String STEP = "countersign.step";
    /** The name of the counter of repetitions. */
    public static final String START_OVER = "countersign.start.over";

    /** The name of the counter of actions that were repeated no more, though they had failed. */
    public static final String GIVEN_UP = "countersign.given.up";

    private final Meters<Timer> steps;
    private final Meters<Counter> startsOver;
    private final Meters<Counter> givenUp;
    private final Meters<Counter> givenUpOpen;

    private MicrometerListener(MeterRegistry registry) {
        this.steps = new Meters<>((step, outcome) -> Timer.builder(STEP)
                .description("How long the steps of user actions take, and how they end")
                .tag("step", nameOf(step)).tag("outcome", outcome)
                .register(registry));
        this.startsOver = new Meters<>((step, outcome) -> Counter.builder(START_OVER)
                .description("How often user actions start over, after which step failed and why")
                .tag("step", nameOf(step)).tag("outcome", outcome)
                .register(registry));
        this.givenUp = givenUp(registry, false);
        this.givenUpOpen = givenUp(registry, true);
    }

    private static Meters<Counter> givenUp(MeterRegistry registry, boolean isOpen) {
        return new Meters<>((step, outcome) -> Counter.builder(GIVEN_UP)
                .description("How often user actions fail for good, after which step failed last and why")
                .tag("step", nameOf(step)).tag("outcome", outcome).tag("open", Boolean.toString(isOpen))
                .register(registry));
    }

    /** A listener that reports to that registry. */
    @SuppressWarnings("exports") // Whoever has a registry requires Micrometer already.
    public static MicrometerListener to(MeterRegistry registry) {
        return new MicrometerListener(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public void stepEnded(StepEnded event) {
        steps.of(event.step(), event.outcome()).record(event.took());
    }

    @Override
    public void startingOver(StartingOver event) {
        startsOver.of(event.step(), event.failure().code()).increment();
    }

    @Override
    public void givenUp(GivenUp event) {
        (event.mayHaveTakenEffect() ? givenUpOpen : givenUp).of(event.step(), event.failure().code()).increment();
    }

    private static String nameOf(Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }
}
