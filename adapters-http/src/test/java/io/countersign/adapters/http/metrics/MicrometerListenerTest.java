package io.countersign.adapters.http.metrics;

import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.adapters.http.fixture.Failures;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.adapters.http.resilience.FakeTime;
import io.countersign.adapters.http.resilience.RetryPolicy;
import io.countersign.adapters.http.resilience.Retrying;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.UserActionEvent.ActionDescription;
import io.countersign.ports.outbound.UserActionEvent.GivenUp;
import io.countersign.ports.outbound.UserActionEvent.StartingOver;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;

class MicrometerListenerTest {

    private static final Set<String> STEPS = HashSet.of("challenge", "signature", "redemption", "execution");
    private static final Set<String> OUTCOMES = HashSet.of("succeeded",
            "rejected", "unauthorized", "payment_required", "forbidden", "not_found", "conflict", "rate_limited",
            "server_error", "unexpected_status", "policy_pending", "not_sent", "unreachable", "tls_refused",
            "timed_out", "connection_lost", "malformed_answer", "answer_too_large", "cancelled", "held_back",
            "not_allowed", "not_completed", "seal_altered", "adapter_broke",
            "key_unusable", "key_unreachable", "wrong_password", "key_unreadable", "not_confirmed",
            "wrong_pin", "pin_locked", "device_removed", "session_lost");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerListener listener = MicrometerListener.of(registry);

    private static StepEnded ended(UserAction action, Step step, Duration took, Option<UserActionFailure> failure) {
        return new StepEnded(ActionDescription.of(action), step, Instant.EPOCH, took, failure);
    }

    private Timer timer(String step, String outcome) {
        return registry.get("countersign.step").tags("step", step, "outcome", outcome).timer();
    }

    @Test
    void an_action_that_succeeds_is_timed_step_by_step() {
        var api = new ScriptedApi();

        UserActions.using(api, listener, api.signer()).executedBy(api).perform(ACTION);

        STEPS.forEach(step -> assertThat(timer(step, "succeeded").count()).as(step).isEqualTo(1));
        assertThat(registry.getMeters()).hasSize(4);
    }

    @Test
    void a_step_is_timed_and_counted_by_its_outcome() {
        var lost = Option.<UserActionFailure>some(
                UserActionFailure.apiFailed(Failures.lost(Exchange.REDEMPTION)));

        listener.stepEnded(ended(ACTION, Step.REDEMPTION, Duration.ofMillis(30), Option.none()));
        listener.stepEnded(ended(ACTION, Step.REDEMPTION, Duration.ofMillis(50), Option.none()));
        listener.stepEnded(ended(ACTION, Step.REDEMPTION, Duration.ofSeconds(2), lost));

        assertThat(timer("redemption", "succeeded").count()).isEqualTo(2);
        assertThat(timer("redemption", "succeeded").totalTime(TimeUnit.MILLISECONDS)).isEqualTo(80);
        assertThat(timer("redemption", "connection_lost").totalTime(TimeUnit.SECONDS)).isEqualTo(2);
    }

    @Test
    void starting_over_is_counted_by_what_failed_and_why() {
        var api = new ScriptedApi().failing(Failures.refused(Exchange.CHALLENGE, 503),
                Failures.refused(Exchange.CHALLENGE, 502), Failures.lost(Exchange.REDEMPTION));

        new FakeTime().applyTo(Retrying.by(RetryPolicy.builder(5).buildOrThrow()).withListener(listener))
                .decorate(UserActions.using(api, api.signer())).authorize(ACTION);

        assertThat(startedOver("challenge", "server_error")).isEqualTo(2);
        assertThat(startedOver("redemption", "connection_lost")).isEqualTo(1);
        assertThat(registry.getMeters()).hasSize(2);
    }

    @Test
    void giving_up_is_counted_by_what_failed_last_and_by_whether_the_call_may_have_been_made() {
        var api = new ScriptedApi().failing(Failures.lost(Exchange.EXECUTION)).doing(Exchange.CHALLENGE, () -> null)
                .failing(Failures.refused(Exchange.CHALLENGE, 403), Failures.refused(Exchange.CHALLENGE, 401));
        var actions = new FakeTime().applyTo(Retrying.by(RetryPolicy.builder(5).buildOrThrow()).withListener(listener))
                .decorate(UserActions.using(api, api.signer()).executedBy(api));

        actions.perform(ACTION.markedIdempotent());
        actions.perform(ACTION.markedIdempotent());

        assertThat(givenUp("challenge", "forbidden", "true")).isEqualTo(1);
        assertThat(givenUp("challenge", "unauthorized", "false")).isEqualTo(1);
    }

    private double givenUp(String step, String outcome, String open) {
        return registry.get("countersign.given.up").tags("step", step, "outcome", outcome, "open", open)
                .counter().count();
    }

    private double startedOver(String step, String outcome) {
        return registry.get("countersign.start.over").tags("step", step, "outcome", outcome).counter().count();
    }

    @Test
    void tags_stay_within_a_fixed_vocabulary() {
        Random any = new Random(4711);
        List<UserActionFailure> failures = Failures.ofUserActions();

        for (int event = 0; event < 10_000; event++) {
            UserAction action = UserAction.of("POST", "/wallets/wa-" + any.nextInt(), "{\"n\":" + event + "}").get()
                    .withCorrelationId(CorrelationId.of("order-" + any.nextInt()).get());
            Step step = Step.values()[any.nextInt(4)];
            UserActionFailure failure = failures.get(any.nextInt(failures.size()));
            listener.stepEnded(ended(action, step, Duration.ofNanos(any.nextInt(1 << 30)),
                    Option.when(any.nextInt(10) > 0, failure)));
            listener.startingOver(new StartingOver(ActionDescription.of(action), step, failure,
                    1 + any.nextInt(5), Duration.ofMillis(any.nextInt(1 << 30))));
            listener.givenUp(new GivenUp(ActionDescription.of(action), step, failure,
                    Option.when(any.nextBoolean(), failure), 1 + any.nextInt(5)));
        }

        assertThat(tagKeys()).isEqualTo(HashSet.of("step", "outcome", "open"));
        assertThat(tagValues("open")).isEqualTo(HashSet.of("true", "false"));
        assertThat(tagValues("step")).isEqualTo(STEPS);
        assertThat(tagValues("outcome")).isEqualTo(OUTCOMES);
        assertThat(registry.getMeters()).hasSizeLessThanOrEqualTo(4 * 4 * OUTCOMES.size());
    }

    private Set<String> tagKeys() {
        return tags().map(Tag::getKey).toSet();
    }

    private Set<String> tagValues(String key) {
        return tags().filter(tag -> tag.getKey().equals(key)).map(Tag::getValue).toSet();
    }

    private List<Tag> tags() {
        return List.ofAll(registry.getMeters()).flatMap(meter -> meter.getId().getTags());
    }

    @Test
    void meters_have_a_description() {
        listener.stepEnded(ended(ACTION, Step.CHALLENGE, Duration.ZERO, Option.none()));
        listener.startingOver(new StartingOver(ActionDescription.of(ACTION), Step.CHALLENGE,
                Failures.ofUserActions().head(), 1, Duration.ZERO));
        listener.givenUp(new GivenUp(ActionDescription.of(ACTION), Step.CHALLENGE,
                Failures.ofUserActions().head(), Option.none(), 1));

        assertThat(registry.getMeters()).extracting(Meter::getId)
                .allSatisfy(id -> assertThat(id.getDescription()).isNotBlank())
                .extracting(Meter.Id::getName, Meter.Id::getType)
                .containsExactlyInAnyOrder(
                        tuple("countersign.step", Meter.Type.TIMER),
                        tuple("countersign.start.over", Meter.Type.COUNTER),
                        tuple("countersign.given.up", Meter.Type.COUNTER));
    }

    @Test
    void a_registry_is_needed() {
        assertThatNullPointerException().isThrownBy(() -> MicrometerListener.of(null)).withMessage("registry");
    }
}
