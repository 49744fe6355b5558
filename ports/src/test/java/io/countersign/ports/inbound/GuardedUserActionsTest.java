package io.countersign.ports.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeApi;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

class GuardedUserActionsTest {

    private static final UserAction ACTION = UserAction.post("/wallets", "{}");

    private final FakeApi fakeApi = new FakeApi();

    @Test
    void sound_user_actions_authorise_as_before() {
        UserActions guarded = UserActions.guarded(UserActions.using(fakeApi, FakeKey.of("k", fakeApi).signer()));

        assertThat(guarded.authorize(ACTION)).containsOnRight(ACTION.authorizedBy(FakeApi.TOKEN));
    }

    @Test
    void the_attempt_is_passed_on() {
        Attempt attempt = Attempt.create();
        attempt.cancel();

        var failure = UserActions.guarded(UserActions.using(fakeApi, FakeKey.of("k", fakeApi).signer()))
                .authorize(ACTION, attempt).getLeft();

        assertThat(failure).returns(UserActionFailure.Kind.CANCELLED, UserActionFailure::kind);
        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void exceptions_errors_null_and_another_action_become_failures() {
        assertBroke(action -> {
            throw new IllegalStateException("s3cr3t");
        });
        assertBroke(action -> {
            throw new AssertionError("s3cr3t");
        });
        assertBroke(action -> null);
        assertBroke(action -> Either.right(null));
        assertBroke(action -> Either.right(UserAction.post("/other", "{}").authorizedBy(FakeApi.TOKEN)));
    }

    private static void assertBroke(UserActions broken) {
        var failure = UserActions.guarded(broken).authorize(ACTION).getLeft();

        assertThat(failure).returns(UserActionFailure.Kind.ADAPTER_BROKE, UserActionFailure::kind);
        assertThat(failure.step()).isEqualTo(Step.CHALLENGE);
        assertThat(failure.mayHaveTakenEffect()).isFalse();
        assertThat(failure.message()).doesNotContain("s3cr3t");
    }

    @Test
    void a_null_is_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> UserActions.guarded(null)).withMessage("actions");
    }
}
