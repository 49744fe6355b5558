package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.Failures.lost;
import static io.countersign.adapters.http.fixture.Failures.unreachable;
import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static io.countersign.adapters.http.fixture.ScriptedApi.ANSWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.RecordingListener;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.DelegatedUserActions;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** However retrying and executing are put together, attempts are not multiplied and no call is made twice. */
class RetryingComposedTest {

    private static final FakeTime TIME = new FakeTime();
    private static final UserActionToken TOKEN = UserActionToken.of("t").get();

    private final ScriptedApi api = new ScriptedApi();
    private final UserActions proving = UserActions.using(api, api.signer());
    private final Retrying retrying = ofAttempts(3);

    private static Retrying ofAttempts(int attempts) {
        return Retrying.by(RetryPolicy.builder(attempts).buildOrThrow()).withPause(TIME).withNanoTime(TIME);
    }

    /** The ways that users find. */
    enum Composition {
        RETRYING_WHAT_IS_EXECUTED((retrying, api) -> retrying.decorate(proving(api).executedBy(api))),
        EXECUTING_WHAT_IS_RETRIED((retrying, api) -> retrying.decorate(proving(api)).executedBy(api)),
        RETRYING_TWICE((retrying, api) -> retrying.decorate(retrying.decorate(proving(api)).executedBy(api))),
        RETRYING_INSIDE_AND_OUT((retrying, api) -> retrying.decorate(retrying.decorate(proving(api).executedBy(api)))),
        RETRYING_BEHIND_SOMETHING_OF_THEIR_OWN((retrying, api) -> {
            UserActions retried = retrying.decorate(proving(api));
            UserActions logged = action -> retried.authorize(action);
            return retrying.decorate(logged.executedBy(api));
        }),
        EXECUTING_BY_ANOTHER((retrying, api) -> retrying.decorate(proving(api).executedBy(action -> {
            throw new AssertionError("this one was replaced");
        })).executedBy(api)),
        EXECUTING_BY_ANOTHER_WITH_A_LISTENER((retrying, api) ->
                retrying.decorate(proving(api)).executedBy(api, new RecordingListener())),
        EXECUTING_BY_YET_ANOTHER_WITH_A_LISTENER((retrying, api) -> retrying
                .decorate(proving(api).executedBy(action -> {
            throw new AssertionError("this one was replaced");
        })).executedBy(api, new RecordingListener()));

        private final BiFunction<Retrying, ScriptedApi, ExecutingUserActions> put;

        Composition(BiFunction<Retrying, ScriptedApi, ExecutingUserActions> put) {
            this.put = put;
        }

        ExecutingUserActions of(Retrying retrying, ScriptedApi api) {
            return put.apply(retrying, api);
        }

        private static UserActions proving(ScriptedApi api) {
            return UserActions.using(api, api.signer());
        }
    }

    @ParameterizedTest
    @EnumSource
    void attempts_are_not_multiplied(Composition composition) {
        for (int failure = 0; failure < 20; failure++) {
            api.failing(unreachable(Exchange.CHALLENGE));
        }
        ExecutingUserActions actions = composition.of(retrying, api);

        assertThat(actions.perform(ACTION)).isLeft();
        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(3);

        assertThat(actions.authorize(ACTION)).isLeft();
        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_was_sent_is_not_sent_again(Composition composition) {
        api.failing(lost(Exchange.EXECUTION));

        assertThat(composition.of(retrying, api).perform(ACTION)).isLeft();

        assertThat(api.times(Exchange.EXECUTION)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_was_not_sent_starts_over(Composition composition) {
        api.failing(unreachable(Exchange.EXECUTION), unreachable(Exchange.EXECUTION));

        assertThat(composition.of(retrying, api).perform(ACTION)).containsOnRight(ANSWER);

        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(3);
        assertThat(api.times(Exchange.EXECUTION)).isEqualTo(3);
    }

    @Test
    void of_two_policies_the_outer_one_decides() {
        for (int failure = 0; failure < 20; failure++) {
            api.failing(unreachable(Exchange.CHALLENGE));
        }

        assertThat(ofAttempts(2).decorate(ofAttempts(5).decorate(proving)).authorize(ACTION)).isLeft();

        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(2);
    }

    @Test
    void a_signer_that_needs_an_action_of_its_own_has_that_repeated_too() {
        var kms = new ScriptedApi().failing(unreachable(Exchange.CHALLENGE), unreachable(Exchange.CHALLENGE));
        var remote = retrying.decorate(UserActions.using(kms, kms.signer()).executedBy(kms));
        var signature = UserAction.of("POST", "/keys/key-1/signatures", "{}").get();
        CredentialSigner signer = CredentialSigner.key(ScriptedApi.KEY, message -> remote.perform(signature)
                .<SigningFailure>mapLeft(failure -> SigningFailure.keyUnreachable(failure.message()))
                .map(answer -> new byte[] {1, 2, 3}));
        api.failing(lost(Exchange.REDEMPTION));

        assertThat(retrying.decorate(UserActions.using(api, signer).executedBy(api)).perform(ACTION))
                .containsOnRight(ANSWER);

        assertThat(kms.times(Exchange.CHALLENGE)).as("twice in vain, then once for each signature").isEqualTo(4);
        assertThat(api.times(Exchange.CHALLENGE)).as("the outer action is repeated after that as before").isEqualTo(2);
    }

    /**
     * It hands the attempt on, as decorators do; what it does to the action, or on which thread, makes no difference.
     */
    private static UserActions handingOn(
            BiFunction<UserAction, Attempt, Either<UserActionFailure, AuthorizedAction>> to) {
        return new UserActions() {
            @Override
            public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action) {
                return authorize(action, Attempt.create());
            }

            @Override
            public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action, Attempt attempt) {
                return to.apply(action, attempt);
            }
        };
    }

    private int attemptsUntilGivenUp(UserActions actions) {
        for (int failure = 0; failure < 40; failure++) {
            api.failing(unreachable(Exchange.CHALLENGE));
        }
        assertThat(actions.authorize(ACTION)).isLeft();
        return (int) api.times(Exchange.CHALLENGE);
    }

    @Test
    void after_an_action_of_another_kind_within_it_the_outer_one_still_decides_alone() {
        UserActions inner = retrying.decorate(proving);
        UserAction other = UserAction.of("POST", "/keys/key-1/signatures", "{}").get();

        assertThat(attemptsUntilGivenUp(ofAttempts(2).decorate(handingOn((action, attempt) -> {
            retrying.decorate(another -> Either.right(another.authorizedBy(TOKEN))).authorize(other);
            return inner.authorize(action, attempt);
        })))).isEqualTo(2);
    }

    @Test
    void the_outer_one_decides_alone_though_what_stands_between_names_the_action_anew() {
        UserActions inner = retrying.decorate(proving);
        var names = new AtomicInteger();

        assertThat(attemptsUntilGivenUp(ofAttempts(2).decorate(handingOn((action, attempt) -> inner.authorize(
                action.withCorrelationId(CorrelationId.of("req-" + names.incrementAndGet()).get()), attempt)))))
                .isEqualTo(2);
    }

    @Test
    void the_outer_one_decides_alone_though_what_stands_between_marks_the_action_as_idempotent() {
        UserActions inner = retrying.decorate(proving);

        assertThat(attemptsUntilGivenUp(ofAttempts(2).decorate(handingOn((action, attempt) ->
                inner.authorize(action.markedIdempotent(), attempt))))).isEqualTo(2);
    }

    @Test
    void the_outer_one_decides_alone_though_what_stands_between_changes_threads() {
        UserActions inner = retrying.decorate(proving);

        assertThat(attemptsUntilGivenUp(ofAttempts(2).decorate(handingOn((action, attempt) ->
                CompletableFuture.supplyAsync(
                        () -> inner.authorize(action, attempt), task -> new Thread(task).start()).join()))))
                .isEqualTo(2);
    }

    /** Such a one does not tell the inner retrying that it is within another; so the inner one decides. */
    @Test
    void what_stands_between_and_drops_the_attempt_does_not_multiply_attempts_either() {
        UserActions inner = retrying.decorate(proving);
        var names = new AtomicInteger();

        assertThat(attemptsUntilGivenUp(ofAttempts(4).decorate(action -> inner.authorize(
                action.withCorrelationId(CorrelationId.of("req-" + names.incrementAndGet()).get()))))).isEqualTo(3);
    }

    @Test
    void what_stands_between_and_drops_the_attempt_on_another_thread_does_not_multiply_attempts_either() {
        UserActions inner = retrying.decorate(proving);
        var executor = Executors.newSingleThreadExecutor();
        try {
            assertThat(attemptsUntilGivenUp(ofAttempts(4).decorate(action ->
                    inner.asynchronousOn(executor).authorize(action).join()))).isEqualTo(3);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void an_action_that_failed_for_good_is_repeated_again_when_it_is_performed_again() {
        UserActions inner = retrying.decorate(proving);

        assertThat(attemptsUntilGivenUp(inner)).isEqualTo(3);
        assertThat(attemptsUntilGivenUp(inner)).isEqualTo(6);
    }

    @Test
    void one_attempt_may_begin_a_delegated_action_and_complete_it_and_both_are_repeated() {
        var delegated = retrying.decorate(DelegatedUserActions.using(api));
        var attempt = Attempt.create();
        api.failing(unreachable(Exchange.CHALLENGE), unreachable(Exchange.REDEMPTION));

        var pending = delegated.begin(ACTION, attempt).get();

        assertThat(delegated.complete(
                pending, ScriptedApi.assertionFor(pending.challenge()), Option.none(), attempt)).isRight();
        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(2);
        assertThat(api.times(Exchange.REDEMPTION)).isEqualTo(2);
    }

    @Test
    void only_the_retrying_that_repeats_reports_that_it_gave_up() {
        var outer = new RecordingListener();
        var inner = new RecordingListener();

        attemptsUntilGivenUp(retrying.withListener(outer).decorate(retrying.withListener(inner).decorate(proving)));

        assertThat(outer.givenUp).hasSize(1);
        assertThat(inner.givenUp).isEmpty();
    }

    @Test
    void nor_does_the_outer_one_where_what_stands_between_drops_the_attempt_so_that_the_inner_one_repeats() {
        var outer = new RecordingListener();
        var inner = new RecordingListener();
        UserActions repeated = retrying.withListener(inner).decorate(proving);

        attemptsUntilGivenUp(retrying.withListener(outer).decorate(action -> repeated.authorize(action)));

        assertThat(inner.givenUp).hasSize(1);
        assertThat(outer.givenUp).isEmpty();
    }

    @Test
    void a_failure_to_sign_is_reported_by_the_inner_one_alone_as_well() {
        var outer = new RecordingListener();
        var inner = new RecordingListener();
        UserActions repeated = retrying.withListener(inner).decorate(UserActions.using(api,
                CredentialSigner.key(ScriptedApi.KEY, message -> Either.left(SigningFailure.keyUnusable("gone")))));

        retrying.withListener(outer).decorate(action -> repeated.authorize(action)).authorize(ACTION);

        assertThat(inner.givenUp).hasSize(1);
        assertThat(outer.givenUp).isEmpty();
    }

    @Test
    void a_listener_of_the_proof_hears_of_the_call_as_well() {
        var listener = new RecordingListener();

        retrying.decorate(UserActions.using(api, listener, api.signer())).executedBy(api).perform(ACTION);

        assertThat(listener.ended).extracting(StepEnded::step).containsExactly(Step.values());
    }

    @Test
    void a_listener_of_the_call_hears_of_the_call_only() {
        var listener = new RecordingListener();

        retrying.decorate(proving).executedBy(api, listener).perform(ACTION);

        assertThat(listener.ended).extracting(StepEnded::step).containsExactly(Step.EXECUTION);
    }

    @Test
    void an_asynchronous_action_is_repeated_on_its_executor() {
        api.failing(unreachable(Exchange.CHALLENGE), lost(Exchange.REDEMPTION));
        var executor = Executors.newSingleThreadExecutor();
        try {
            assertThat(retrying.decorate(proving.executedBy(api)).asynchronousOn(executor).perform(ACTION).join())
                    .isEqualTo(Either.right(ANSWER));
        } finally {
            executor.shutdownNow();
        }
        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(3);
    }
}
