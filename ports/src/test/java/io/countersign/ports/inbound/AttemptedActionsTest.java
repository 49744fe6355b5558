package io.countersign.ports.inbound;

import static io.countersign.ports.failure.UserActionFailure.apiFailed;
import static io.countersign.ports.failure.UserActionFailure.stillOpen;
import static io.countersign.ports.fixture.Challenges.forTwoOf;
import static io.countersign.ports.fixture.Challenges.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.CredentialAssertion;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.attempt.Transmission.State;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.fixture.Signed;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionListener;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Actions under an attempt: what was cancelled is not made, and an attempt is good for one run. */
class AttemptedActionsTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get()
            .withCorrelationId(CorrelationId.of("order-4711").get());
    private static final ApiFailure LOST = ApiFailure.connectionLost(Exchange.EXECUTION, "reset");
    private static final ApiFailure UNREACHABLE = ApiFailure.unreachable(Exchange.CHALLENGE, "no route");

    private final FakeApi fakeApi = new FakeApi();
    private final FakeKey k = FakeKey.of("k", fakeApi);
    private final Attempt attempt = Attempt.create();
    private final ExecutingUserActions actions = UserActions.using(fakeApi, k.signer()).executedBy(fakeApi);

    private static UserActionFailure cancelled(Step step) {
        return UserActionFailure.cancelled(step).withCorrelationId(ACTION.correlationId());
    }

    private static void assertUsedTwice(UserActionFailure failure) {
        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.AdapterBroke.class,
                broke -> assertThat(broke.fault()).contains("used twice"));
        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(failure.message()).endsWith("[order-4711]");
    }

    @Test
    void an_attempt_that_was_cancelled_before_asks_nothing() {
        attempt.cancel();

        assertThat(actions.perform(ACTION, attempt)).containsOnLeft(cancelled(Step.CHALLENGE));
        assertThat(actions.authorize(ACTION, attempt)).containsOnLeft(cancelled(Step.CHALLENGE));
        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void whatever_is_under_way_when_it_is_cancelled_the_next_step_is_not_taken() {
        fakeApi.challenging(() -> {
            attempt.cancel();
            return Either.right(Challenges.forOneOf("k"));
        });

        assertThat(actions.perform(ACTION, attempt)).containsOnLeft(cancelled(Step.SIGNATURE));
        assertThat(fakeApi.asked).containsExactly("challenge");
    }

    @Test
    void a_second_factor_is_not_asked_for_once_it_is_cancelled() {
        fakeApi.challenging(forTwoOf("k", "l"));
        FakeKey cancelling = k.answering(() -> {
            attempt.cancel();
            return Either.right(FakeKey.signatureOf("k"));
        });

        assertThat(UserActions.using(fakeApi, cancelling.signer(), FakeKey.of("l", fakeApi).signer())
                .authorize(ACTION, attempt)).containsOnLeft(cancelled(Step.SIGNATURE));
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k");
    }

    @Test
    void an_answer_that_came_before_the_cancellation_is_returned() {
        fakeApi.executing(() -> {
            attempt.cancel();
            return Either.right(FakeApi.ANSWER);
        });

        assertThat(actions.perform(ACTION, attempt)).containsOnRight(FakeApi.ANSWER);
        assertThat(attempt.transmission().state()).isEqualTo(State.ANSWERED);
    }

    /** A refusal with a status is an answer, whether or not the executor has reported that it sent the call. */
    @Test
    void a_call_that_the_api_has_refused_cannot_be_reported_as_never_sent_afterwards() {
        var refused = new ApiFailure.Refused(Exchange.EXECUTION, 400, Option.none(), "no",
                Option.none(), Option.none());
        var executor = new ActionExecutor() {
            @Override
            public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction action) {
                return Either.left(refused);
            }

            @Override
            public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction action, Transmission transmission) {
                return execute(action);
            }
        };

        var failure = UserActions.using(fakeApi, k.signer()).executedBy(executor).perform(ACTION, attempt);

        assertThat(failure).containsOnLeft(apiFailed(refused, true).withCorrelationId(ACTION.correlationId()));
        assertThat(attempt.transmission().state()).isEqualTo(State.ANSWERED);
        assertThat(attempt.transmission().abandon()).isFalse();
        assertThat(attempt.mayHaveTakenEffect()).isTrue();
    }

    @Test
    void an_attempt_is_good_for_one_run_and_the_second_does_not_say_that_nothing_was_sent() {
        assertThat(actions.perform(ACTION, attempt)).containsOnRight(FakeApi.ANSWER);

        assertUsedTwice(actions.perform(ACTION, attempt).getLeft());
        attempt.cancel();
        assertUsedTwice(actions.perform(ACTION, attempt).getLeft());
        assertThat(fakeApi.executed).hasSize(1);
    }

    @Test
    void user_actions_without_attempts_are_called_once_and_not_after_a_cancellation() {
        List<String> asked = new ArrayList<>();
        var others = new ExecutingUserActions() {
            @Override
            public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action) {
                asked.add("authorize");
                return Either.right(action.authorizedBy(FakeApi.TOKEN));
            }

            @Override
            public Either<UserActionFailure, ApiAnswer> perform(UserAction action) {
                asked.add("perform");
                return Either.right(FakeApi.ANSWER);
            }
        };
        var stopped = Attempt.create();
        stopped.cancel();

        assertThat(others.authorize(ACTION, attempt)).isRight();
        assertUsedTwice(others.authorize(ACTION, attempt).getLeft());
        assertThat(others.perform(ACTION, attempt)).isRight();
        assertUsedTwice(others.perform(ACTION, attempt).getLeft());
        assertThat(others.authorize(ACTION, stopped)).containsOnLeft(cancelled(Step.CHALLENGE));
        assertThat(others.perform(ACTION, stopped)).containsOnLeft(cancelled(Step.EXECUTION));
        assertThat(asked).containsExactly("authorize", "perform");
    }

    @Test
    void delegated_user_actions_without_attempts_are_called_once() {
        var pending = new PendingUserAction(ACTION, Challenges.forOneOf("k"));
        List<String> asked = new ArrayList<>();
        var others = new DelegatedUserActions() {
            @Override
            public Either<UserActionFailure, PendingUserAction> begin(UserAction action) {
                asked.add("begin");
                return Either.right(pending);
            }

            @Override
            public Either<UserActionFailure, AuthorizedAction> complete(
                    PendingUserAction completed, CredentialAssertion first) {
                asked.add("complete by one");
                return Either.right(ACTION.authorizedBy(FakeApi.TOKEN));
            }

            @Override
            public Either<UserActionFailure, AuthorizedAction> complete(
                    PendingUserAction completed, CredentialAssertion first, CredentialAssertion second) {
                asked.add("complete by two");
                return Either.right(ACTION.authorizedBy(FakeApi.TOKEN));
            }
        };
        var one = Signed.by(key("k"));
        var stopped = Attempt.create();
        stopped.cancel();

        assertThat(others.begin(ACTION, attempt)).containsOnRight(pending);
        assertUsedTwice(others.begin(ACTION, attempt).getLeft());
        assertThat(others.complete(pending, one, Option.none(), attempt)).isRight();
        assertUsedTwice(others.complete(pending, one, Option.none(), attempt).getLeft());
        assertThat(others.complete(pending, one, Option.some(one), Attempt.create())).isRight();
        assertThat(others.begin(ACTION, stopped)).containsOnLeft(cancelled(Step.CHALLENGE));
        assertThat(others.complete(pending, one, Option.none(), stopped)).containsOnLeft(cancelled(Step.SIGNATURE));
        assertThat(asked).containsExactly("begin", "complete by one", "complete by two");
    }

    @Test
    void an_executor_that_knows_no_transmissions_makes_a_call_once_and_not_when_it_is_cancelled() {
        List<AuthorizedAction> made = new ArrayList<>();
        ActionExecutor others = action -> {
            made.add(action);
            return Either.right(FakeApi.ANSWER);
        };
        var authorized = ACTION.authorizedBy(FakeApi.TOKEN);
        attempt.begin(Step.EXECUTION);
        Transmission transmission = attempt.transmission();

        assertThat(others.execute(authorized, transmission)).isRight();
        assertThat(transmission.state()).isEqualTo(State.SENT);
        assertThat(others.execute(authorized, transmission))
                .containsOnLeft(new ApiFailure.Cancelled(Exchange.EXECUTION, true));

        Transmission stopped = cancelledTransmission();
        assertThat(others.execute(authorized, stopped))
                .containsOnLeft(new ApiFailure.Cancelled(Exchange.EXECUTION, false));
        assertThat(stopped.state()).isEqualTo(State.ABANDONED);
        assertThat(made).hasSize(1);
    }

    @Test
    void a_transport_that_knows_no_transmissions_sends_once_and_not_when_it_is_cancelled() {
        List<String> sent = new ArrayList<>();
        var others = new UserActionTransport() {
            @Override
            public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
                sent.add("challenge");
                return Either.right(Challenges.forOneOf("k"));
            }

            @Override
            public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
                sent.add("redeem");
                return Either.right(FakeApi.TOKEN);
            }
        };
        var signed = Challenges.forOneOf("k").signedBy(Signed.by(key("k"))).get();
        var first = Transmission.standalone();
        var second = Transmission.standalone();

        assertThat(others.requestChallenge(ACTION, first)).isRight();
        assertThat(others.requestChallenge(ACTION, first))
                .containsOnLeft(new ApiFailure.Cancelled(Exchange.CHALLENGE, true));
        assertThat(others.redeem(signed, second)).isRight();
        assertThat(others.redeem(signed, second)).containsOnLeft(new ApiFailure.Cancelled(Exchange.REDEMPTION, true));
        assertThat(others.requestChallenge(ACTION, cancelledTransmission()))
                .containsOnLeft(new ApiFailure.Cancelled(Exchange.CHALLENGE, false));
        assertThat(others.redeem(signed, cancelledTransmission()))
                .containsOnLeft(new ApiFailure.Cancelled(Exchange.REDEMPTION, false));
        assertThat(sent).containsExactly("challenge", "redeem");
    }

    private static Transmission cancelledTransmission() {
        var stopped = Attempt.create();
        stopped.begin(Step.EXECUTION);
        stopped.cancel();
        return stopped.transmission();
    }

    @Test
    void an_error_of_a_listener_changes_nothing() {
        for (Supplier<Error> thrown : List.<Supplier<Error>>of(
                () -> new NoSuchMethodError("version skew"), () -> new AssertionError("no"), StackOverflowError::new)) {
            UserActionListener broken = event -> {
                throw thrown.get();
            };

            assertThat(UserActions.using(fakeApi, broken, k.signer()).executedBy(fakeApi).perform(ACTION))
                    .containsOnRight(FakeApi.ANSWER);
        }
    }

    @Test
    void an_error_of_an_adapter_is_a_failure() {
        fakeApi.executing(() -> {
            throw new NoSuchMethodError("version skew");
        });

        assertThat(actions.perform(ACTION).getLeft().reason()).isInstanceOfSatisfying(Reason.AdapterBroke.class,
                broke -> assertThat(broke.fault()).contains("java.lang.NoSuchMethodError at ").doesNotContain("skew"));
    }

    @Test
    void an_exception_without_a_readable_stack_trace_is_reported_without_its_place() {
        fakeApi.executing(() -> {
            throw new IllegalStateException() {
                @Override
                public StackTraceElement[] getStackTrace() {
                    throw new AssertionError("not this either");
                }
            };
        });

        assertThat(actions.perform(ACTION).getLeft().message()).contains("threw " + getClass().getName());
    }

    @Test
    void a_repeated_failure_is_marked_and_equals_the_original() {
        var failed = apiFailed(UNREACHABLE, false);
        UserActionFailure repeated = failed.afterRepetition();

        assertThat(failed.isRepeated()).isFalse();
        assertThat(repeated.isRepeated()).isTrue();
        assertThat(repeated.withCorrelationId(ACTION.correlationId()).isRepeated()).isTrue();
        assertThat(repeated).isEqualTo(failed).hasSameHashCodeAs(failed);
        assertThat(failed).isNotEqualTo(apiFailed(LOST, false))
                .isNotEqualTo(apiFailed(UNREACHABLE, true))
                .isNotEqualTo(apiFailed(UNREACHABLE, false).withCorrelationId(ACTION.correlationId()))
                .isNotEqualTo(cancelled(Step.CHALLENGE));
        assertThat(cancelled(Step.CHALLENGE).afterRepetition()).isEqualTo(cancelled(Step.CHALLENGE));
        assertThat(cancelled(Step.CHALLENGE).isRepeated()).isFalse();
    }

    @Test
    void an_open_outcome_is_reported_with_the_last_failure() {
        var idempotent = ACTION.markedIdempotent();
        var open = apiFailed(LOST);
        UserActionFailure last = apiFailed(UNREACHABLE);
        var mayGoOn = stillOpen(open, last).withCorrelationId(ACTION.correlationId());
        var mayNot = stillOpen(open, cancelled(Step.CHALLENGE)).withCorrelationId(ACTION.correlationId());

        assertThat(mayGoOn.mayStartOver(idempotent)).isTrue();
        assertThat(mayGoOn.mayStartOver(ACTION)).isFalse();
        assertThat(mayNot.mayStartOver(idempotent)).isFalse();
        assertThat(mayNot.isRetryable()).isFalse();
        assertThat(mayNot.mayCompleteAgain()).isFalse();
        assertThat(mayNot.mayHaveTakenEffect()).isTrue();
        assertThat(mayGoOn.message()).contains(LOST.message(), UNREACHABLE.message()).endsWith(
                "That does not tell whether the earlier call was carried out: find this out first. [order-4711]");
        assertThat(mayGoOn.isRetryable()).isTrue();
        assertThat(mayGoOn.step()).isEqualTo(Step.EXECUTION);
        assertThat(mayGoOn.code()).isEqualTo("connection_lost");
        assertThat(mayGoOn.isRepeated()).isFalse();
        assertThat(mayGoOn.afterRepetition().isRepeated()).isTrue();
        assertThat(mayGoOn.afterRepetition()).isEqualTo(mayGoOn);
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> actions.perform(ACTION, null)).withMessage("attempt");
        assertThatNullPointerException().isThrownBy(() -> actions.authorize(ACTION, null)).withMessage("attempt");
    }
}
