package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.Failures.heldBack;
import static io.countersign.adapters.http.fixture.Failures.lost;
import static io.countersign.adapters.http.fixture.Failures.refusedFor;
import static io.countersign.adapters.http.fixture.Failures.unreachable;
import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static io.countersign.adapters.http.fixture.ScriptedApi.ANSWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Jitter;
import io.countersign.adapters.http.fixture.RecordingListener;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.UserActionEvent.ActionDescription;
import io.countersign.ports.outbound.UserActionEvent.StartingOver;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How long an action waits before it starts over, and what is told of it. */
class RetryingWaitsTest {

    private static final RetryPolicy POLICY = RetryPolicy.builder(3)
            .initialInterval(Duration.ofMillis(100)).maxInterval(Duration.ofSeconds(1))
            .maxRetryAfter(Duration.ofSeconds(5)).maxDuration(Duration.ofSeconds(20)).buildOrThrow();

    private final ScriptedApi api = new ScriptedApi();
    private final FakeTime time = new FakeTime();
    private final RecordingListener listener = new RecordingListener();
    private final Retrying retrying = Retrying.by(POLICY)
            .withListener(listener).withPause(time).withNanoTime(time).withRandom(Jitter.LONGEST);
    private final ExecutingUserActions actions =
            retrying.decorate(UserActions.using(api, api.signer()).executedBy(api));

    @Test
    void a_retry_after_is_waited_for() {
        api.failing(refusedFor(Exchange.CHALLENGE, 429, Duration.ofSeconds(4)));

        assertThat(actions.perform(ACTION)).isRight();

        assertThat(time.waits).containsExactly(Duration.ofMillis(4100));
    }

    @Test
    void a_retry_after_that_is_too_long_is_not_waited_for() {
        ApiFailure limited = refusedFor(Exchange.CHALLENGE, 429, Duration.ofSeconds(6));
        api.failing(limited);

        assertThat(actions.perform(ACTION)).containsOnLeft(UserActionFailure.apiFailed(limited));

        assertThat(time.waits).isEmpty();
        assertThat(listener.startedOver).isEmpty();
    }

    @Test
    void a_failure_of_our_own_protections_is_waited_for() {
        api.failing(heldBack(Exchange.EXECUTION, Duration.ofMillis(700)));

        assertThat(actions.perform(ACTION)).isRight();

        assertThat(time.waits).containsExactly(Duration.ofMillis(800));
    }

    @Test
    void attempts_that_take_long_leave_less_time_for_others() {
        api.meanwhile(() -> time.passes(Duration.ofMillis(9_950)));
        api.failing(unreachable(Exchange.CHALLENGE), unreachable(Exchange.CHALLENGE), unreachable(Exchange.CHALLENGE));

        assertThat(actions.authorize(ACTION)).isLeft();

        assertThat(api.times(Exchange.CHALLENGE)).as("a third would begin after 20 s").isEqualTo(2);
        assertThat(time.waits).containsExactly(Duration.ofMillis(100));
    }

    @Test
    void each_action_has_all_of_the_attempts_and_of_the_time() {
        for (int action = 0; action < 5; action++) {
            api.failing(unreachable(Exchange.CHALLENGE), unreachable(Exchange.CHALLENGE));

            assertThat(actions.perform(ACTION)).isRight();

            time.passes(Duration.ofMinutes(1));
        }
    }

    @Test
    void a_listener_is_told_before_each_wait_of_the_failure_the_number_of_attempts_and_the_wait() {
        var named = ACTION.withCorrelationId(CorrelationId.of("order-4711").get());
        api.failing(unreachable(Exchange.CHALLENGE), lost(Exchange.REDEMPTION));
        var first = UserActionFailure.apiFailed(unreachable(Exchange.CHALLENGE)).withCorrelationId(
                named.correlationId());
        var second = UserActionFailure.apiFailed(lost(Exchange.REDEMPTION)).withCorrelationId(named.correlationId());

        assertThat(actions.perform(named)).isRight();

        assertThat(listener.startedOver).containsExactly(
                new StartingOver(ActionDescription.of(named), Step.CHALLENGE, first, 1,
                        Duration.ofMillis(100)),
                new StartingOver(ActionDescription.of(named), Step.REDEMPTION, second, 2,
                        Duration.ofMillis(200)));
    }

    @Test
    void a_listener_is_told_before_the_wait_and_not_after_it() {
        var waitsWhenTold = new ArrayList<Integer>();
        api.failing(unreachable(Exchange.CHALLENGE), unreachable(Exchange.CHALLENGE));

        retrying.withListener(toldOfStartingOver(() -> waitsWhenTold.add(time.waits.size())))
                .decorate(UserActions.using(api, api.signer())).authorize(ACTION);

        assertThat(waitsWhenTold).containsExactly(0, 1);
    }

    @Test
    void a_listener_that_throws_changes_nothing() {
        api.failing(unreachable(Exchange.CHALLENGE));
        UserActionListener broken = toldOfStartingOver(() -> {
            throw new IllegalStateException("out of order");
        });

        assertThat(retrying.withListener(broken).decorate(UserActions.using(api, api.signer()).executedBy(api))
                .perform(ACTION))
                .containsOnRight(ANSWER);
    }

    @Test
    void by_default_waits_are_real() {
        api.failing(unreachable(Exchange.CHALLENGE), unreachable(Exchange.CHALLENGE));
        var quick = RetryPolicy.builder(3).initialInterval(Duration.ofMillis(1)).buildOrThrow();

        assertThat(Retrying.by(quick).decorate(UserActions.using(api, api.signer()).executedBy(api)).perform(ACTION))
                .containsOnRight(ANSWER);
        assertThat(Retrying.by(quick)).hasToString("Retrying[" + quick + "]");
    }

    @Test
    void clients_that_fail_together_do_not_come_back_together() {
        List.of(1, 2, 3, 4, 5, 6, 7, 8, 9).forEach(failure -> api.failing(unreachable(Exchange.CHALLENGE)));
        var patient = RetryPolicy.builder(10).maxDuration(Duration.ofDays(1)).buildOrThrow();

        assertThat(Retrying.by(patient).withPause(time).decorate(UserActions.using(api, api.signer()))
                .authorize(ACTION))
                .isRight();

        assertThat(time.waits).as("of up to ten seconds, by chance").hasSize(9);
        assertThat(Set.copyOf(time.waits)).hasSizeGreaterThan(3);
    }

    @Test
    void a_sleeping_pause_takes_its_time() throws InterruptedException {
        long from = System.nanoTime();

        Pause.sleeping().during(Duration.ofMillis(3));

        assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(Duration.ofMillis(3).toNanos());
    }

    private static UserActionListener toldOfStartingOver(Runnable told) {
        return new UserActionListener() {
            @Override
            public void stepEnded(StepEnded event) {
                throw new AssertionError("nobody told this one of steps");
            }

            @Override
            public void startingOver(StartingOver event) {
                told.run();
            }
        };
    }
}
