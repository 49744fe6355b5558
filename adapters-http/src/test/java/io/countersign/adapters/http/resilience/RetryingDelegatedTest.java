package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.Failures.lost;
import static io.countersign.adapters.http.fixture.Failures.refused;
import static io.countersign.adapters.http.fixture.Failures.refusedFor;
import static io.countersign.adapters.http.fixture.Failures.timedOut;
import static io.countersign.adapters.http.fixture.Failures.unreachable;
import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static io.countersign.adapters.http.fixture.ScriptedApi.assertionFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.RecordingListener;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.TimedOut.Phase;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.vavr.collection.List;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;

class RetryingDelegatedTest {

    private final ScriptedApi api = new ScriptedApi();
    private final FakeTime time = new FakeTime();
    private final RecordingListener listener = new RecordingListener();
    private final Retrying retrying = Retrying.by(RetryPolicy.builder(3).buildOrThrow())
            .withListener(listener).withPause(time).withNanoTime(time);
    private final DelegatedUserActions actions = retrying.decorate(DelegatedUserActions.using(api));

    private PendingUserAction pending() {
        return actions.begin(ACTION).get();
    }

    @Test
    void beginning_asks_for_another_challenge() {
        api.failing(lost(Exchange.CHALLENGE), refused(Exchange.CHALLENGE, 500));

        assertThat(actions.begin(ACTION)).isRight();

        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(3);
        assertThat(listener.startedOver).hasSize(2);
    }

    @Test
    void beginning_gives_up_after_the_last_attempt() {
        api.failing(lost(Exchange.CHALLENGE), lost(Exchange.CHALLENGE), lost(Exchange.CHALLENGE));

        assertThat(actions.begin(ACTION))
                .containsOnLeft(UserActionFailure.apiFailed(lost(Exchange.CHALLENGE)));
    }

    @Test
    void a_begin_that_failed_for_good_is_not_repeated() {
        api.failing(refused(Exchange.CHALLENGE, 403));

        assertThat(actions.begin(ACTION)).isLeft();

        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(1);
    }

    @Test
    void a_redemption_of_which_nothing_was_sent_is_repeated() {
        api.failing(unreachable(Exchange.REDEMPTION), timedOut(Exchange.REDEMPTION, Phase.CONNECTING));
        PendingUserAction pending = pending();

        assertThat(actions.complete(pending, assertionFor(pending.challenge()))).isRight();

        assertThat(api.asked).containsExactly(
                Exchange.CHALLENGE, Exchange.REDEMPTION, Exchange.REDEMPTION, Exchange.REDEMPTION);
        assertThat(listener.startedOver).extracting(event -> event.step())
                .containsExactly(Step.REDEMPTION, Step.REDEMPTION);
    }

    @Test
    void a_redemption_that_was_sent_has_consumed_the_challenge_and_is_not_repeated() {
        for (ApiFailure sent : List.of(
                lost(Exchange.REDEMPTION), timedOut(Exchange.REDEMPTION, Phase.AWAITING_ANSWER),
                refused(Exchange.REDEMPTION, 503), refusedFor(Exchange.REDEMPTION, 429, Duration.ofSeconds(1)))) {
            api.failing(sent);
            PendingUserAction pending = pending();
            api.asked.clear();

            assertThat(actions.complete(pending, assertionFor(pending.challenge())))
                    .containsOnLeft(UserActionFailure.apiFailed(sent));

            assertThat(api.asked).containsExactly(Exchange.REDEMPTION);
        }
    }

    @Test
    void a_redemption_of_an_idempotent_action_that_was_sent_is_not_repeated_either() {
        api.failing(lost(Exchange.REDEMPTION));
        PendingUserAction pending = actions.begin(ACTION.markedIdempotent()).get();

        assertThat(actions.complete(pending, assertionFor(pending.challenge()))).isLeft();

        assertThat(api.times(Exchange.REDEMPTION)).isEqualTo(1);
    }

    @Test
    void an_assertion_that_does_not_complete_the_challenge_is_not_tried_again() {
        PendingUserAction pending = pending();
        PendingUserAction another = pending();

        assertThat(actions.complete(pending, assertionFor(another.challenge()))).isLeft();

        assertThat(api.times(Exchange.REDEMPTION)).isZero();
        assertThat(time.waits).isEmpty();
    }

    @Test
    void a_redemption_with_two_factors_is_repeated_as_well() {
        var asked = new ArrayList<List<Object>>();
        DelegatedUserActions unreachable = new Unreachable(asked);
        PendingUserAction pending = pending();
        CredentialAssertion first = assertionFor(pending.challenge());
        CredentialAssertion second = assertionFor(pending().challenge());

        assertThat(retrying.decorate(unreachable).complete(pending, first, second)).isLeft();

        assertThat(asked).containsExactlyElementsOf(List.fill(3, List.of(pending, first, second)));
    }

    @Test
    void attempts_are_not_multiplied_by_retrying_twice() {
        var asked = new ArrayList<List<Object>>();
        PendingUserAction pending = pending();

        assertThat(retrying.decorate(retrying.decorate(new Unreachable(asked))).complete(
                pending, assertionFor(pending.challenge()))).isLeft();

        assertThat(asked).hasSize(3);
    }

    @Test
    void nulls_are_refused_at_once() {
        CredentialAssertion assertion = assertionFor(pending().challenge());

        assertThatNullPointerException().isThrownBy(() -> retrying.decorate((DelegatedUserActions) null))
                .withMessage("actions");
        assertThatNullPointerException().isThrownBy(() -> actions.begin(null)).withMessage("action");
        assertThatNullPointerException().isThrownBy(() -> actions.complete(null, assertion)).withMessage("pending");
        assertThatNullPointerException().isThrownBy(() -> actions.complete(null, assertion, assertion))
                .withMessage("pending");
    }

    /** Notes what it was given, and sends nothing. */
    private record Unreachable(java.util.List<List<Object>> asked) implements DelegatedUserActions {

        @Override
        public Either<UserActionFailure, PendingUserAction> begin(UserAction action) {
            throw new AssertionError("nobody begins here");
        }

        @Override
        public Either<UserActionFailure, AuthorizedAction> complete(
                PendingUserAction pending, CredentialAssertion first) {
            asked.add(List.of(pending, first));
            return Either.left(UserActionFailure.apiFailed(unreachable(Exchange.REDEMPTION)));
        }

        @Override
        public Either<UserActionFailure, AuthorizedAction> complete(
                PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
            asked.add(List.of(pending, first, second));
            return Either.left(UserActionFailure.apiFailed(unreachable(Exchange.REDEMPTION)));
        }
    }
}
