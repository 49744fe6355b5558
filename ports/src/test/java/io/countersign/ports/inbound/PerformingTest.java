package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.FakeApi.ANSWER;
import static io.countersign.ports.fixture.FakeApi.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.Violation;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

class PerformingTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets?a=b", "{ }").get();

    private final FakeApi fakeApi = new FakeApi();
    private final FakeKey k = FakeKey.of("k", fakeApi);
    private final ExecutingUserActions actions = UserActions.using(fakeApi, k.signer()).executedBy(fakeApi);

    @Test
    void an_action_is_proven_and_then_made_once() {
        assertThat(actions.perform(ACTION)).containsOnRight(ANSWER);

        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "redeem", "execute");
    }

    @Test
    void what_is_made_is_the_action_that_was_proven_with_its_own_token() {
        actions.perform(ACTION);

        assertThat(fakeApi.described).containsExactly(ACTION);
        assertThat(fakeApi.executed).containsExactly(ACTION.authorizedBy(TOKEN));
    }

    @Test
    void an_action_that_is_only_authorised_is_not_made() {
        assertThat(actions.authorize(ACTION)).containsOnRight(ACTION.authorizedBy(TOKEN));

        assertThat(fakeApi.executed).isEmpty();
    }

    @Test
    void a_call_that_fails_is_not_made_again_even_if_that_could_help() {
        var why = ApiFailure.connectionLost(Exchange.EXECUTION, "reset");
        fakeApi.executing(() -> Either.left(why));

        assertThat(actions.perform(ACTION)).containsOnLeft(UserActionFailure.apiFailed(why));
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "redeem", "execute");
    }

    @Test
    void an_action_without_a_challenge_is_not_made() {
        var why = ApiFailure.unreachable(Exchange.CHALLENGE, "no route");
        fakeApi.challenging(() -> Either.left(why));

        assertThat(actions.perform(ACTION)).containsOnLeft(UserActionFailure.apiFailed(why));
        assertThat(fakeApi.executed).isEmpty();
    }

    @Test
    void an_action_without_a_signature_is_not_made() {
        var refusing = k.answering(() -> Either.left(SigningFailure.keyUnusable("destroyed")));

        assertThat(UserActions.using(fakeApi, refusing.signer()).executedBy(fakeApi).perform(ACTION)).isLeft();
        assertThat(fakeApi.executed).isEmpty();
    }

    @Test
    void an_action_that_nobody_may_sign_is_not_made() {
        assertThat(UserActions.using(fakeApi).executedBy(fakeApi).perform(ACTION)).isLeft();
        assertThat(fakeApi.executed).isEmpty();
    }

    @Test
    void an_action_without_a_token_is_not_made() {
        var why = new ApiFailure.TimedOut(Exchange.REDEMPTION, ApiFailure.TimedOut.Phase.AWAITING_ANSWER);
        fakeApi.redeeming(() -> Either.left(why));

        assertThat(actions.perform(ACTION)).containsOnLeft(UserActionFailure.apiFailed(why));
        assertThat(fakeApi.executed).isEmpty();
    }

    @Test
    void a_call_that_waits_for_approval_is_no_success_even_if_the_executor_says_so() {
        var accepted = new ApiAnswer(202, Option.none(), "{}");
        fakeApi.executing(() -> Either.right(accepted));

        assertThat(actions.perform(ACTION)).containsOnLeft(
                UserActionFailure.apiFailed(new ApiFailure.PolicyPending(Exchange.EXECUTION, accepted)));
    }

    @Test
    void answers_of_success_are_classified_for_all_executors() {
        var empty = new ApiAnswer(204, Option.none(), "");
        var json = new ApiAnswer(200, Option.none(), "{}");
        var page = new ApiAnswer(200, Option.none(), "<html>");
        var accepted = new ApiAnswer(202, Option.none(), "{}");

        assertThat(classified(Exchange.EXECUTION, empty)).containsOnRight(empty);
        assertThat(classified(Exchange.EXECUTION, json)).containsOnRight(json);
        assertThat(classified(Exchange.EXECUTION, page)).containsOnLeft(new ApiFailure.MalformedAnswer(
                Exchange.EXECUTION, 200, List.of(new Violation("body", "must be JSON"))));
        assertThat(classified(Exchange.EXECUTION, accepted))
                .containsOnLeft(new ApiFailure.PolicyPending(Exchange.EXECUTION, accepted));
        assertThat(classified(Exchange.READ, accepted)).containsOnRight(accepted);
    }

    private static Either<ApiFailure, ApiAnswer> classified(Exchange exchange, ApiAnswer answer) {
        return ActionExecutor.classified(exchange, answer, "{}"::equals);
    }

    @Test
    void the_throwing_method_returns_the_answer_or_throws_the_failure() {
        assertThat(actions.performOrThrow(ACTION)).isEqualTo(ANSWER);

        var why = ApiFailure.connectionLost(Exchange.EXECUTION, "reset");
        fakeApi.executing(() -> Either.left(why));
        assertThatExceptionOfType(UserActionException.class).isThrownBy(() -> actions.performOrThrow(ACTION))
                .satisfies(thrown -> assertThat(thrown.failure()).isEqualTo(UserActionFailure.apiFailed(why)));
    }

    @Test
    void actions_that_are_authorised_by_others_can_be_made_too() {
        UserActions others = action -> Either.right(action.authorizedBy(TOKEN));

        assertThat(others.executedBy(fakeApi).perform(ACTION)).containsOnRight(ANSWER);
        assertThat(fakeApi.asked).containsExactly("execute");
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> actions.executedBy(null)).withMessage("executor");
        assertThatNullPointerException().isThrownBy(() -> actions.perform(null)).withMessage("action");
        assertThat(fakeApi.asked).isEmpty();
    }
}
