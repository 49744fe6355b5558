package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.Failures.lost;
import static io.countersign.adapters.http.fixture.Failures.refused;
import static io.countersign.adapters.http.fixture.Failures.timedOut;
import static io.countersign.adapters.http.fixture.Failures.unreachable;
import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static io.countersign.adapters.http.fixture.ScriptedApi.ANSWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Jitter;
import io.countersign.adapters.http.fixture.RecordingListener;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class RetryingTest {

    private static final List<Exchange> ONE_ATTEMPT =
            List.of(Exchange.CHALLENGE, Exchange.REDEMPTION, Exchange.EXECUTION);
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
    void an_action_that_succeeds_is_made_once_without_a_wait() {
        assertThat(actions.perform(ACTION)).containsOnRight(ANSWER);

        assertThat(api.asked).isEqualTo(ONE_ATTEMPT);
        assertThat(time.waits).isEmpty();
        assertThat(listener.startedOver).isEmpty();
    }

    @Test
    void an_action_without_a_challenge_asks_again() {
        api.failing(unreachable(Exchange.CHALLENGE), refused(Exchange.CHALLENGE, 503));

        assertThat(actions.perform(ACTION)).containsOnRight(ANSWER);

        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(3);
        assertThat(api.times(Exchange.EXECUTION)).isEqualTo(1);
        assertThat(time.waits).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void a_redemption_that_failed_is_not_repeated_but_starts_over_with_a_challenge_of_its_own() {
        api.failing(lost(Exchange.REDEMPTION));

        assertThat(actions.perform(ACTION)).containsOnRight(ANSWER);

        assertThat(api.asked).containsExactly(Exchange.CHALLENGE, Exchange.REDEMPTION,
                Exchange.CHALLENGE, Exchange.REDEMPTION, Exchange.EXECUTION);
        assertThat(api.redeemed).extracting(signed -> signed.challengeIdentifier().value()).doesNotHaveDuplicates();
    }

    @Test
    void a_call_that_was_not_sent_starts_over_with_a_token_of_its_own() {
        api.failing(timedOut(Exchange.EXECUTION, Phase.CONNECTING));

        assertThat(actions.perform(ACTION)).containsOnRight(ANSWER);

        assertThat(api.asked).hasSize(6);
        assertThat(api.executed).extracting(authorized -> authorized.token().value()).doesNotHaveDuplicates();
    }

    @Test
    void a_call_that_may_have_been_carried_out_is_not_made_again() {
        ApiFailure lost = lost(Exchange.EXECUTION);
        api.failing(lost);

        assertThat(actions.perform(ACTION)).containsOnLeft(UserActionFailure.apiFailed(lost));

        assertThat(api.asked).isEqualTo(ONE_ATTEMPT);
        assertThat(listener.startedOver).isEmpty();
    }

    @Test
    void a_call_that_may_have_been_carried_out_is_made_again_if_the_caller_says_that_this_does_no_harm() {
        api.failing(lost(Exchange.EXECUTION));

        assertThat(actions.perform(ACTION.markedIdempotent())).containsOnRight(ANSWER);

        assertThat(api.times(Exchange.EXECUTION)).isEqualTo(2);
    }

    @Test
    void a_refusal_of_a_later_attempt_does_not_hide_that_an_earlier_one_may_have_made_the_call() {
        ApiFailure lost = lost(Exchange.EXECUTION);
        api.failing(lost).doing(Exchange.CHALLENGE, () -> null)
                .doing(Exchange.CHALLENGE, () -> refused(Exchange.CHALLENGE, 403));

        assertThat(actions.perform(ACTION.markedIdempotent())).containsOnLeft(UserActionFailure.stillOpen(
                UserActionFailure.apiFailed(lost),
                UserActionFailure.apiFailed(refused(Exchange.CHALLENGE, 403))));

        assertThat(api.asked).hasSize(4);
    }

    @Test
    void of_several_attempts_that_left_it_open_the_last_is_reported_with_the_failure_after_it() {
        ApiFailure last = timedOut(Exchange.EXECUTION, Phase.READING_ANSWER);
        api.failing(lost(Exchange.EXECUTION), last).doing(Exchange.CHALLENGE, () -> null)
                .doing(Exchange.CHALLENGE, () -> null).failing(unreachable(Exchange.CHALLENGE));

        assertThat(actions.perform(ACTION.markedIdempotent())).containsOnLeft(UserActionFailure.stillOpen(
                UserActionFailure.apiFailed(last),
                UserActionFailure.apiFailed(unreachable(Exchange.CHALLENGE))));
    }

    @Test
    void an_action_that_is_only_authorised_starts_over_too() {
        api.failing(lost(Exchange.REDEMPTION));

        assertThat(actions.authorize(ACTION)).isRight();

        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(2);
        assertThat(api.times(Exchange.EXECUTION)).isZero();
    }

    @Test
    void a_failure_that_is_not_retryable_is_not_repeated() {
        ApiFailure refused = refused(Exchange.CHALLENGE, 401);
        api.failing(refused, refused);

        assertThat(actions.perform(ACTION)).containsOnLeft(UserActionFailure.apiFailed(refused));
        assertThat(actions.authorize(ACTION)).containsOnLeft(UserActionFailure.apiFailed(refused));

        assertThat(api.asked).containsExactly(Exchange.CHALLENGE, Exchange.CHALLENGE);
    }

    @Test
    void a_failure_to_sign_is_not_repeated_even_if_it_is_retryable() {
        CredentialSigner mistaken = CredentialSigner.key(ScriptedApi.KEY,
                message -> Either.left(SigningFailure.keyUnreachable("asleep")));

        assertThat(retrying.decorate(UserActions.using(api, mistaken)).authorize(ACTION)).isLeft();

        assertThat(api.asked).containsExactly(Exchange.CHALLENGE);
    }

    @Test
    void after_the_last_attempt_the_last_failure_is_returned_unchanged() {
        ApiFailure last = refused(Exchange.CHALLENGE, 503);
        api.failing(unreachable(Exchange.CHALLENGE), lost(Exchange.CHALLENGE), last);

        assertThat(actions.perform(ACTION)).containsOnLeft(UserActionFailure.apiFailed(last));

        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(3);
        assertThat(time.waits).as("nobody waits after the last").hasSize(2);
    }

    @Test
    void a_policy_of_one_attempt_repeats_nothing() {
        api.failing(unreachable(Exchange.CHALLENGE));
        var once = Retrying.by(RetryPolicy.builder(1).buildOrThrow()).withPause(time);

        assertThat(once.decorate(UserActions.using(api, api.signer())).authorize(ACTION)).isLeft();

        assertThat(api.asked).containsExactly(Exchange.CHALLENGE);
    }

    @Test
    void an_exception_of_foreign_actions_is_passed_on_and_the_next_action_is_repeated_again() {
        UserActions broken = action -> {
            throw new IllegalStateException("out of order");
        };

        assertThatThrownBy(() -> retrying.decorate(broken).authorize(ACTION)).isInstanceOf(IllegalStateException.class)
                .hasMessage("out of order");
        api.failing(unreachable(Exchange.CHALLENGE));
        assertThat(actions.perform(ACTION)).isRight();
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> Retrying.by(null)).withMessage("policy");
        assertThatNullPointerException().isThrownBy(() -> retrying.withListener(null)).withMessage("listener");
        assertThatNullPointerException().isThrownBy(() -> retrying.withPause(null)).withMessage("pause");
        assertThatNullPointerException().isThrownBy(() -> retrying.withNanoTime(null)).withMessage("nanoTime");
        assertThatNullPointerException().isThrownBy(() -> retrying.withRandom(null)).withMessage("random");
        assertThatNullPointerException().isThrownBy(() -> retrying.decorate((UserActions) null)).withMessage("actions");
        assertThatNullPointerException().isThrownBy(() -> actions.authorize(null)).withMessage("action");
        assertThatNullPointerException().isThrownBy(() -> actions.perform(null)).withMessage("action");
        assertThatNullPointerException()
                .isThrownBy(() -> retrying.decorate((ExecutingUserActions) null)).withMessage("actions");
    }
}
