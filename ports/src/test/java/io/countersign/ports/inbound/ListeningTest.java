package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.Challenges.forTwoOf;
import static io.countersign.ports.fixture.Challenges.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.HttpMethod;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.fixture.ApiFailures;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.Fault;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.fixture.Signed;
import io.countersign.ports.fixture.RecordingListener;
import io.countersign.ports.outbound.UserActionEvent.ActionDescription;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;
import io.vavr.collection.List;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

class ListeningTest {

    private static final CorrelationId NAME = CorrelationId.of("order-4711").get();
    private static final UserAction ACTION =
            UserAction.of("POST", "/wallets?a=b", "{\"" + Fault.SECRET + "\":1}").get().withCorrelationId(NAME);

    private final FakeApi fakeApi = new FakeApi();
    private final FakeKey k = FakeKey.of("k", fakeApi);
    private final RecordingListener told = new RecordingListener();
    private final ExecutingUserActions actions =
            UserActions.using(fakeApi, told, k.signer()).executedBy(fakeApi);

    @Test
    void every_step_is_told_in_order_and_with_its_action() {
        actions.perform(ACTION);

        assertThat(told.outcomes()).containsExactly(
                "CHALLENGE succeeded", "SIGNATURE succeeded", "REDEMPTION succeeded", "EXECUTION succeeded");
        assertThat(told.steps).extracting(StepEnded::action).containsOnly(
                new ActionDescription(HttpMethod.POST, ACTION.path(), ACTION.correlationId()));
    }

    @Test
    void only_what_was_done_is_told_of_an_action_that_is_authorised() {
        actions.authorize(ACTION);

        assertThat(told.outcomes()).containsExactly(
                "CHALLENGE succeeded", "SIGNATURE succeeded", "REDEMPTION succeeded");
    }

    @Test
    void a_listener_hears_of_the_failed_step_and_of_no_later_step() {
        fakeApi.redeeming(() -> Either.left(ApiFailures.named("RATE_LIMITED 429", Exchange.REDEMPTION)));

        var failure = actions.perform(ACTION).getLeft();

        assertThat(told.outcomes()).containsExactly(
                "CHALLENGE succeeded", "SIGNATURE succeeded", "REDEMPTION rate_limited");
        var why = told.steps.get(2).failure().get();
        assertThat(why).isSameAs(failure);
        assertThat(why.message()).isEqualTo(failure.message()).endsWith(" [order-4711]");
        assertThat(why.status()).contains(429);
        assertThat(why.isRetryable()).isTrue();
        assertThat(why.mayHaveTakenEffect()).isFalse();
    }

    @Test
    void every_way_of_not_signing_has_an_outcome_of_its_own() {
        actionsOf(k.answering(() -> Either.left(SigningFailure.keyUnreachable("m")))).authorize(ACTION);
        actionsOf(k.answering(() -> Either.left(SigningFailure.wrongPassword()))).authorize(ACTION);
        actionsOf(FakeKey.of("stranger", fakeApi)).authorize(ACTION);
        actionsOf(k.answering(() -> null)).authorize(ACTION);

        assertThat(told.outcomes().stream().filter(outcome -> outcome.startsWith("SIGNATURE"))).containsExactly(
                "SIGNATURE key_unreachable", "SIGNATURE wrong_password", "SIGNATURE not_allowed",
                "SIGNATURE adapter_broke");
    }

    @Test
    void two_signatures_are_one_step() {
        fakeApi.challenging(forTwoOf("k", "l"));

        UserActions.using(fakeApi, told, k.signer(), FakeKey.of("l", fakeApi).signer()).authorize(ACTION);

        assertThat(told.outcomes()).containsExactly(
                "CHALLENGE succeeded", "SIGNATURE succeeded", "REDEMPTION succeeded");
    }

    @Test
    void a_listener_hears_whether_the_assertions_complete_a_delegated_action() {
        var delegated = DelegatedUserActions.using(fakeApi, told);
        PendingUserAction pending = delegated.begin(ACTION).get();

        delegated.complete(pending, Signed.by(key("stranger")));
        delegated.complete(pending, Signed.by(key("k")));

        assertThat(told.outcomes()).containsExactly("CHALLENGE succeeded", "SIGNATURE not_completed",
                "SIGNATURE succeeded", "REDEMPTION succeeded");
    }

    @Test
    void a_step_has_a_duration_by_a_monotonic_clock_and_a_time_of_day() {
        var begun = Instant.parse("2026-11-24T10:00:00Z");
        var nanoseconds = new AtomicLong(Long.MAX_VALUE - 500);
        var steps = ObservedSteps.by(told, InstantSource.fixed(begun), nanoseconds::get);

        steps.take(ACTION, Attempt.create(), Step.CHALLENGE, () -> {
            nanoseconds.addAndGet(1_234);
            return Either.right("");
        });

        assertThat(told.steps.get(0).begun()).isEqualTo(begun);
        assertThat(told.steps.get(0).took()).isEqualTo(Duration.ofNanos(1_234));
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWING", "THROWING_WHAT_IT_MAY_NOT"})
    void a_listener_that_throws_does_not_change_the_outcome(Fault fault) {
        UserActionListener broken = event -> fault.answer().get();

        assertThat(UserActions.using(fakeApi, broken, k.signer()).executedBy(fakeApi).perform(ACTION))
                .containsOnRight(FakeApi.ANSWER);
    }

    @Test
    void a_listener_of_the_call_alone_hears_of_the_call_alone() {
        UserActions others = action -> Either.right(action.authorizedBy(FakeApi.TOKEN));

        others.executedBy(fakeApi, told).perform(ACTION);

        assertThat(told.outcomes()).containsExactly("EXECUTION succeeded");
    }

    @Test
    void nothing_that_is_told_shows_a_secret() {
        for (Fault fault : Fault.values()) {
            var delegated = DelegatedUserActions.using(new FakeApi().redeeming(fault.answer()), told);
            delegated.complete(delegated.begin(ACTION).get(), Signed.by(key("k")));
            UserActions.using(new FakeApi().executing(fault.answer()), told, k.signer())
                    .executedBy(new FakeApi().executing(fault.answer())).perform(ACTION);
        }

        assertThat(told.steps).hasSizeGreaterThan(20);
        assertThat(told.steps.toString())
                .doesNotContain(Fault.SECRET, FakeApi.TOKEN.value(), Challenges.IDENTIFIER);
    }

    @Test
    void a_failure_names_the_action_that_it_is_of() {
        fakeApi.challenging(() -> Either.left(ApiFailures.named("Unreachable", Exchange.CHALLENGE)));

        var failure = actions.authorize(ACTION).getLeft();

        assertThat(failure.correlationId()).contains(NAME);
        assertThat(failure.message()).endsWith(" [order-4711]");
    }

    @Test
    void a_failure_of_an_action_without_a_name_names_none() {
        fakeApi.challenging(() -> Either.left(ApiFailures.named("Unreachable", Exchange.CHALLENGE)));

        var failure = actions.authorize(UserAction.of("POST", "/wallets", "").get()).getLeft();

        assertThat(failure.correlationId()).isEmpty();
        assertThat(failure.message()).endsWith(".");
    }

    @Test
    void a_listener_is_optional() {
        var silent = UserActionListener.none();

        assertThat(UserActions.using(fakeApi, silent, k.signer()).authorize(ACTION)).isRight();
    }

    @Test
    void nulls_are_refused_at_once() {
        UserActionListener nobody = null;
        assertThatNullPointerException().isThrownBy(() -> UserActions.using(fakeApi, nobody)).withMessage("listener");
        assertThatNullPointerException().isThrownBy(() -> DelegatedUserActions.using(fakeApi, nobody))
                .withMessage("listener");
        assertThatNullPointerException().isThrownBy(() -> actions.executedBy(fakeApi, nobody))
                .withMessage("listener");
        assertThatNullPointerException().isThrownBy(() -> ACTION.withCorrelationId(null)).withMessage("id");
        assertThat(List.ofAll(told.steps)).isEmpty();
    }

    private UserActions actionsOf(FakeKey key) {
        return UserActions.using(fakeApi, told, key.signer());
    }
}
