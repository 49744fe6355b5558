package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.Failures.lost;
import static io.countersign.adapters.http.fixture.Failures.unreachable;
import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static io.countersign.adapters.http.fixture.ScriptedApi.ANSWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.FakeTime;
import io.countersign.adapters.http.fixture.RecordingListener;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.SigningFailure;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/** However retrying and executing are put together, attempts are not multiplied and no call is made twice. */
class RetryingComposedTest {

    private static final FakeTime TIME = new FakeTime();
    private static final UserActionToken TOKEN = UserActionToken.of("t").get();

    private final ScriptedApi api = new ScriptedApi();
    private final UserActions proving = UserActions.using(api, api.signer());
    private final Retrying retrying = ofAttempts(3);

    private static Retrying ofAttempts(int attempts) {
        return Retrying.by(RetryPolicy.ofAttempts(attempts).validated().get()).pausingBy(TIME).timedBy(TIME);
    }

    /** The ways that users find. */
    enum Composition {
        RETRYING_WHAT_IS_EXECUTED((retrying, api) -> retrying.of(proving(api).executedBy(api))),
        EXECUTING_WHAT_IS_RETRIED((retrying, api) -> retrying.of(proving(api)).executedBy(api)),
        RETRYING_TWICE((retrying, api) -> retrying.of(retrying.of(proving(api)).executedBy(api))),
        RETRYING_INSIDE_AND_OUT((retrying, api) -> retrying.of(retrying.of(proving(api).executedBy(api)))),
        RETRYING_BEHIND_SOMETHING_OF_THEIR_OWN((retrying, api) -> {
            UserActions retried = retrying.of(proving(api));
            UserActions logged = action -> retried.authorize(action);
            return retrying.of(logged.executedBy(api));
        }),
        EXECUTING_BY_ANOTHER((retrying, api) -> retrying.of(proving(api).executedBy(action -> {
            throw new AssertionError("this one was replaced");
        })).executedBy(api)),
        EXECUTING_BY_ANOTHER_WITH_A_LISTENER((retrying, api) ->
                retrying.of(proving(api)).executedBy(api, new RecordingListener())),
        EXECUTING_BY_YET_ANOTHER_WITH_A_LISTENER((retrying, api) -> retrying.of(proving(api).executedBy(action -> {
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
    void attempts_are_as_many_as_the_policy_says_and_not_their_square(Composition composition) {
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

        assertThat(ofAttempts(2).of(ofAttempts(5).of(proving)).authorize(ACTION)).isLeft();

        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(2);
    }

    @Test
    void a_signer_that_needs_an_action_of_its_own_has_that_repeated_too() {
        var kms = new ScriptedApi().failing(unreachable(Exchange.CHALLENGE), unreachable(Exchange.CHALLENGE));
        var remote = retrying.of(UserActions.using(kms, kms.signer()).executedBy(kms));
        var signature = UserAction.of("POST", "/keys/key-1/signatures", "{}").get();
        CredentialSigner signer = CredentialSigner.key(ScriptedApi.KEY, message -> remote.perform(signature)
                .<SigningFailure>mapLeft(failure -> new SigningFailure.KeyUnreachable(failure.message()))
                .map(answer -> new byte[] {1, 2, 3}));
        api.failing(lost(Exchange.REDEMPTION));

        assertThat(retrying.of(UserActions.using(api, signer).executedBy(api)).perform(ACTION)).containsOnRight(ANSWER);

        assertThat(kms.times(Exchange.CHALLENGE)).as("twice in vain, then once for each signature").isEqualTo(4);
        assertThat(api.times(Exchange.CHALLENGE)).as("the outer action is repeated after that as before").isEqualTo(2);
    }

    @Test
    void after_an_action_of_another_kind_within_it_the_outer_one_still_decides_alone() {
        UserActions inner = retrying.of(proving);
        UserAction other = UserAction.of("POST", "/keys/key-1/signatures", "{}").get();
        for (int failure = 0; failure < 20; failure++) {
            api.failing(unreachable(Exchange.CHALLENGE));
        }

        assertThat(ofAttempts(2).of(action -> {
            retrying.of(another -> Either.right(another.authorizedBy(TOKEN))).authorize(other);
            return inner.authorize(action);
        }).authorize(ACTION)).isLeft();

        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(2);
    }

    @Test
    void whoever_hears_of_the_proof_hears_of_the_call_too() {
        var listener = new RecordingListener();

        retrying.of(UserActions.using(api, listener, api.signer())).executedBy(api).perform(ACTION);

        assertThat(listener.ended).extracting(StepEnded::step).containsExactly(Step.values());
    }

    @Test
    void whoever_is_to_hear_of_the_call_alone_does() {
        var listener = new RecordingListener();

        retrying.of(proving).executedBy(api, listener).perform(ACTION);

        assertThat(listener.ended).extracting(StepEnded::step).containsExactly(Step.EXECUTION);
    }

    @Test
    void an_asynchronous_action_is_repeated_on_its_executor() {
        api.failing(unreachable(Exchange.CHALLENGE), lost(Exchange.REDEMPTION));
        var executor = Executors.newSingleThreadExecutor();
        try {
            assertThat(retrying.of(proving.executedBy(api)).asynchronousOn(executor).perform(ACTION).join())
                    .isEqualTo(Either.right(ANSWER));
        } finally {
            executor.shutdownNow();
        }
        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(3);
    }
}
