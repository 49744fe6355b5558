package io.countersign.ports.inbound;

import static io.countersign.ports.failure.UserActionFailure.apiFailed;
import static io.countersign.ports.fixture.Challenges.THE_PASSWORD;
import static io.countersign.ports.fixture.Challenges.THE_TOTP;
import static io.countersign.ports.fixture.Challenges.forBoth;
import static io.countersign.ports.fixture.Challenges.forOneOf;
import static io.countersign.ports.fixture.Challenges.key;
import static io.countersign.ports.fixture.FakeApi.ANSWER;
import static io.countersign.ports.fixture.FakeApi.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Remedy;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.FakeFormat;
import io.countersign.ports.fixture.FakeSeal;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.fixture.Signed;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

class PerformingDelegatedTest {

    private static final UserAction ACTION = UserAction.post("/wallets?a=b", "{ }")
            .withCorrelationId(CorrelationId.ofOrThrow("order-4711"));
    private static final PendingUserAction PENDING = new PendingUserAction(ACTION, forBoth(THE_PASSWORD, THE_TOTP));
    private static final CredentialAssertion PASSWORD = Signed.by(THE_PASSWORD);
    private static final CredentialAssertion TOTP = Signed.by(THE_TOTP);

    private final FakeApi fakeApi = new FakeApi().challenging(forBoth(THE_PASSWORD, THE_TOTP));
    private final List<Step> heard = new ArrayList<>();
    private final ExecutingDelegatedUserActions actions = DelegatedUserActions
            .using(fakeApi, event -> heard.add(event.step())).executedBy(fakeApi);

    @Test
    void a_pending_action_is_completed_and_then_made_once() {
        PendingUserAction pending = actions.begin(ACTION).get();

        assertThat(actions.perform(pending, PASSWORD, TOTP)).containsOnRight(ANSWER);

        assertThat(fakeApi.asked).containsExactly("challenge", "redeem", "execute");
        assertThat(fakeApi.executed).containsExactly(ACTION.authorizedBy(TOKEN));
    }

    @Test
    void one_factor_is_enough_if_the_challenge_needs_no_second() {
        var pending = new PendingUserAction(ACTION, forOneOf("k"));

        assertThat(actions.perform(pending, Signed.by(key("k"))))
                .containsOnRight(ANSWER);
    }

    @Test
    void a_listener_of_the_completion_hears_of_the_call_too() {
        actions.perform(PENDING, PASSWORD, TOTP);

        assertThat(heard).containsExactly(Step.SIGNATURE, Step.REDEMPTION, Step.EXECUTION);
    }

    @Test
    void an_action_that_is_only_completed_is_not_made() {
        assertThat(actions.complete(PENDING, PASSWORD, TOTP)).containsOnRight(ACTION.authorizedBy(TOKEN));

        assertThat(fakeApi.asked).containsExactly("redeem");
    }

    @Test
    void an_action_that_is_not_completed_is_not_made() {
        assertThat(actions.perform(PENDING, PASSWORD).getLeft())
                .returns(UserActionFailure.Kind.NOT_COMPLETED, UserActionFailure::kind);

        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void an_action_without_a_token_is_not_made() {
        var why = ApiFailure.connectionLost(Exchange.REDEMPTION, "reset");
        fakeApi.redeeming(() -> Either.left(why));

        assertThat(actions.perform(PENDING, PASSWORD, TOTP)).containsOnLeft(named(why));
        assertThat(fakeApi.executed).isEmpty();
    }

    @Test
    void a_call_whose_answer_is_lost_is_not_made_again() {
        var why = ApiFailure.connectionLost(Exchange.EXECUTION, "reset");
        fakeApi.executing(() -> Either.left(why));

        var failure = actions.perform(PENDING, PASSWORD, TOTP);

        assertThat(failure).containsOnLeft(named(why));
        assertThat(failure.getLeft().remedy()).isEqualTo(Remedy.CHECK_OUTCOME_FIRST);
        assertThat(fakeApi.asked).containsExactly("redeem", "execute");
    }

    @Test
    void after_a_cancellation_nothing_is_sent() {
        Attempt attempt = Attempt.create();
        attempt.cancel();

        assertThat(actions.perform(PENDING, PASSWORD, Option.some(TOTP), attempt).getLeft())
                .returns(UserActionFailure.Kind.CANCELLED, UserActionFailure::kind);
        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void an_attempt_that_is_cancelled_after_the_redemption_makes_no_call() {
        Attempt attempt = Attempt.create();
        fakeApi.redeeming(() -> {
            attempt.cancel();
            return Either.right(TOKEN);
        });

        assertThat(actions.perform(PENDING, PASSWORD, Option.some(TOTP), attempt)).containsOnLeft(
                UserActionFailure.cancelled(Step.EXECUTION).withCorrelationId(ACTION.correlationId()));
        assertThat(attempt.mayHaveTakenEffect()).isFalse();
        assertThat(fakeApi.executed).isEmpty();
    }

    @Test
    void a_sealed_action_is_opened_and_performed_with_one_type_of_failure() {
        var sealed = SealedUserActions.using(new FakeFormat(fakeApi.asked), new FakeSeal(fakeApi.asked));
        Either<UserActionFailure, String> text = actions.begin(ACTION)
                .flatMap(pending -> sealed.seal(pending, "ann"));

        assertThat(sealed.open(text.get(), "ann").flatMap(pending -> actions.perform(pending, PASSWORD, TOTP)))
                .containsOnRight(ANSWER);
        assertThat(sealed.open(text.get(), "bob")
                .flatMap(pending -> actions.perform(pending, PASSWORD, TOTP)).getLeft())
                .returns(UserActionFailure.Kind.NOT_SEALED, UserActionFailure::kind);
    }

    @Test
    void delegated_user_actions_of_others_can_be_executed_too() {
        DelegatedUserActions others = new DelegatedUserActions() {
            @Override
            public Either<UserActionFailure, PendingUserAction> begin(UserAction action) {
                return Either.right(PENDING);
            }

            @Override
            public Either<UserActionFailure, AuthorizedAction> complete(
                    PendingUserAction pending, CredentialAssertion first) {
                return Either.right(pending.authorizedBy(TOKEN));
            }

            @Override
            public Either<UserActionFailure, AuthorizedAction> complete(
                    PendingUserAction pending, CredentialAssertion first, CredentialAssertion second) {
                return Either.right(pending.authorizedBy(TOKEN));
            }
        };

        var executing = others.executedBy(fakeApi);

        assertThat(executing.begin(ACTION)).containsOnRight(PENDING);
        assertThat(executing.perform(PENDING, PASSWORD)).containsOnRight(ANSWER);
        assertThat(executing.perform(PENDING, PASSWORD, TOTP)).containsOnRight(ANSWER);
        assertThat(fakeApi.asked).containsExactly("execute", "execute");
    }

    @Test
    void a_call_runs_on_an_executor_as_well() {
        var asynchronous = actions.asynchronousOn(Runnable::run);

        assertThat(asynchronous.perform(PENDING, PASSWORD, TOTP).join()).containsOnRight(ANSWER);
        assertThat(asynchronous.perform(PENDING, PASSWORD).join().getLeft())
                .returns(UserActionFailure.Kind.NOT_COMPLETED, UserActionFailure::kind);
        assertThat(asynchronous.begin(ACTION).join()).containsOnRight(PENDING);
    }

    @Test
    void an_executor_that_takes_no_calls_makes_none() {
        var asynchronous = actions.asynchronousOn(task -> {
            throw new RejectedExecutionException();
        });

        assertThat(asynchronous.perform(PENDING, PASSWORD, TOTP).join().getLeft().remedy())
                .isEqualTo(Remedy.RETRY_LATER);
        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> actions.executedBy(null)).withMessage("executor");
        assertThatNullPointerException().isThrownBy(() -> actions.perform(null, PASSWORD)).withMessage("pending");
        assertThatNullPointerException().isThrownBy(() -> actions.perform(PENDING, null)).withMessage("first");
        assertThatNullPointerException().isThrownBy(() -> actions.perform(PENDING, PASSWORD, null))
                .withMessage("second");
        var asynchronous = actions.asynchronousOn(Runnable::run);
        assertThatNullPointerException().isThrownBy(() -> asynchronous.perform(PENDING, null)).withMessage("first");
        assertThat(fakeApi.asked).isEmpty();
    }

    private static UserActionFailure named(ApiFailure why) {
        return apiFailed(why).withCorrelationId(ACTION.correlationId());
    }
}
