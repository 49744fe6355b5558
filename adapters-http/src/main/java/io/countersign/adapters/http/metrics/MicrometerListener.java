package io.countersign.adapters.http.metrics;

import io.countersign.domain.action.Step;
import io.countersign.ports.outbound.UserActionEvent.GivenUp;
import io.countersign.ports.outbound.UserActionEvent.StartingOver;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import java.util.Locale;
import java.util.Objects;

/**
 * Counts and times user actions in a Micrometer registry.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>meter</th><th>tags</th></tr>
 * <tr><td>{@value #STEP}</td><td>timer</td><td>{@code step}, {@code outcome}: how the step ended</td></tr>
 * <tr><td>{@value #START_OVER}</td><td>counter</td><td>{@code step} that failed, {@code outcome}: why</td></tr>
 * <tr><td>{@value #GIVEN_UP}</td><td>counter</td><td>{@code step} that failed last, {@code outcome}: why,
 * {@code open}: {@code true} if the call may have been carried out, by this failure or an earlier one</td></tr>
 * </table>
 *
 * <p>{@code step} is one of {@code challenge}, {@code signature}, {@code redemption}, {@code execution};
 * {@code outcome} is {@code succeeded} or the code of a failure, one of a few dozen: {@code timed_out},
 * {@code rate_limited}. Paths, ids and names of actions are not tags, so that the number of time series stays small.
 * Percentiles, histograms and common tags are set by the filters of the registry.
 *
 * <p>Safe for use by several threads.
 */
@SuppressWarnings("exports") // Micrometer is optional, and so not handed on: whoever uses this requires it too.
public final class MicrometerListener implements UserActionListener {

    /** The name of the timer of steps. */
    public static final String STEP = "countersign.step";
    /** The name of the counter of repetitions. */
    public static final String START_OVER = "countersign.start.over";
    /** The name of the counter of repeated actions that failed for good. */
    public static final String GIVEN_UP = "countersign.given.up";

    private final MeterProvider<Timer> steps;
    private final MeterProvider<Counter> startsOver;
    private final MeterProvider<Counter> givenUp;

    private MicrometerListener(MeterRegistry registry) {
        this.steps = Timer.builder(STEP)
                .description("How long the steps of user actions take, and how they end")
                .withRegistry(registry);
        this.startsOver = Counter.builder(START_OVER)
                .description("How often user actions start over, after which step failed and why")
                .withRegistry(registry);
        this.givenUp = Counter.builder(GIVEN_UP)
                .description("How often user actions fail for good, after which step failed last and why")
                .withRegistry(registry);
    }

    /**
     * Returns a listener that reports to a registry.
     *
     * @param registry the registry, which registers each meter when it is first needed
     * @return a listener for that registry
     */
    public static MicrometerListener of(MeterRegistry registry) {
        return new MicrometerListener(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public void stepEnded(StepEnded event) {
        steps.withTags(tags(event.step(), event.outcome())).record(event.took());
    }

    @Override
    public void startingOver(StartingOver event) {
        startsOver.withTags(tags(event.step(), event.failure().code())).increment();
    }

    @Override
    public void givenUp(GivenUp event) {
        givenUp.withTags(tags(event.step(), event.failure().code())
                .and("open", Boolean.toString(event.mayHaveTakenEffect()))).increment();
    }

    private static Tags tags(Step step, String outcome) {
        return Tags.of("step", step.name().toLowerCase(Locale.ROOT), "outcome", outcome);
    }
}
