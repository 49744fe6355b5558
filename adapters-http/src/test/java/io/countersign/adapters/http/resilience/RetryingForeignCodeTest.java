package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.Failures.lost;
import static io.countersign.adapters.http.fixture.Failures.refused;
import static io.countersign.adapters.http.fixture.Failures.unreachable;
import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static io.countersign.adapters.http.fixture.ScriptedApi.ANSWER;
import static io.countersign.ports.failure.UserActionFailure.apiFailed;
import static io.countersign.ports.failure.UserActionFailure.stillOpen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.RecordingListener;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.CredentialSigner;
import io.countersign.ports.outbound.UserActionEvent;
import io.countersign.ports.outbound.UserActionEvent.GivenUp;
import io.countersign.ports.outbound.UserActionEvent.StartingOver;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What is told after a call that was made does not depend on code that comes after it. */
class RetryingForeignCodeTest {

    private static final UserAction IDEMPOTENT = ACTION.markedIdempotent();
    private static final ApiFailure LOST = lost(Exchange.EXECUTION);

    /** What code of others' throws; the last of them is checked and thrown all the same, as Kotlin does. */
    enum Thrown {
        EXCEPTION(() -> new IllegalStateException("out of order")),
        LINKAGE(() -> new NoSuchMethodError("version skew")),
        ASSERTION(() -> new AssertionError("no")),
        STACK(StackOverflowError::new),
        CHECKED(() -> new Exception("checked"));

        private final Supplier<Throwable> made;

        Thrown(Supplier<Throwable> made) {
            this.made = made;
        }

        <R> R now() {
            return Thrown.<R, RuntimeException>sneak(made.get());
        }

        @SuppressWarnings("unchecked")
        private static <R, T extends Throwable> R sneak(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }

    private final ScriptedApi api = new ScriptedApi();
    private final FakeTime time = new FakeTime();
    private final RecordingListener listener = new RecordingListener();
    private final Retrying retrying = Retrying.by(RetryPolicy.builder(3).buildOrThrow())
            .withListener(listener).withPause(time).withNanoTime(time);

    private ExecutingUserActions by(Retrying by) {
        return by.decorate(UserActions.using(api, api.signer()).executedBy(api));
    }

    @ParameterizedTest
    @EnumSource
    void a_pause_that_throws_ends_the_repetition_with_the_last_failure(Thrown thrown) {
        api.failing(LOST);

        assertThat(by(retrying.withPause(wait -> thrown.now())).perform(IDEMPOTENT))
                .containsOnLeft(apiFailed(LOST));

        assertThat(api.times(Exchange.EXECUTION)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_clock_that_throws_ends_the_repetition_with_the_last_failure(Thrown thrown) {
        api.failing(LOST);
        var readings = new AtomicInteger();

        assertThat(by(retrying.withNanoTime(() -> readings.incrementAndGet() > 1 ? thrown.now() : 0L))
                .perform(IDEMPOTENT))
                .containsOnLeft(apiFailed(LOST));
    }

    @ParameterizedTest
    @EnumSource
    void an_action_is_made_without_a_clock_too_but_not_repeated(Thrown thrown) {
        var actions = by(retrying.withNanoTime(thrown::now));

        assertThat(actions.perform(IDEMPOTENT)).containsOnRight(ANSWER);
        api.failing(LOST);
        assertThat(actions.perform(IDEMPOTENT)).containsOnLeft(apiFailed(LOST));
    }

    @ParameterizedTest
    @EnumSource
    void a_random_generator_that_throws_ends_the_repetition_with_the_last_failure(Thrown thrown) {
        api.failing(LOST);

        assertThat(by(retrying.withRandom(thrown::now)).perform(IDEMPOTENT)).containsOnLeft(apiFailed(LOST));
    }

    @Test
    void a_random_generator_that_leaves_its_bounds_does_not_change_the_longest_wait() {
        for (long far : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
            api.failing(unreachable(Exchange.CHALLENGE));
            RandomGenerator wild = new RandomGenerator() {
                @Override
                public long nextLong() {
                    return far;
                }

                @Override
                public long nextLong(long bound) {
                    return far;
                }
            };

            assertThat(by(retrying.withRandom(wild)).perform(ACTION)).containsOnRight(ANSWER);
        }
        assertThat(time.waits).containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofMillis(250));
    }

    @ParameterizedTest
    @EnumSource
    void a_listener_that_throws_changes_nothing(Thrown thrown) {
        api.failing(LOST, LOST, LOST);
        var told = new ArrayList<Class<? extends UserActionEvent>>();
        UserActionListener broken = new UserActionListener() {
            @Override
            public void stepEnded(StepEnded event) {
                told.add(event.getClass());
                thrown.now();
            }

            @Override
            public void startingOver(StartingOver event) {
                told.add(event.getClass());
                thrown.now();
            }

            @Override
            public void givenUp(GivenUp event) {
                told.add(event.getClass());
                thrown.now();
            }
        };

        assertThat(by(retrying.withListener(broken)).perform(IDEMPOTENT)).containsOnLeft(apiFailed(LOST));

        assertThat(api.times(Exchange.EXECUTION)).isEqualTo(3);
        assertThat(told).containsExactly(StartingOver.class, StartingOver.class, GivenUp.class);
    }

    /** Actions of others', which answer as they are told. */
    private static ExecutingUserActions scripted(List<Supplier<Either<UserActionFailure, ApiAnswer>>> answers) {
        Queue<Supplier<Either<UserActionFailure, ApiAnswer>>> script = new ArrayDeque<>(answers);
        return new ExecutingUserActions() {
            @Override
            public Either<UserActionFailure, AuthorizedAction> authorize(UserAction action) {
                throw new AssertionError("nobody asks for this");
            }

            @Override
            public Either<UserActionFailure, ApiAnswer> perform(UserAction action) {
                return script.remove().get();
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void an_exception_of_a_later_attempt_does_not_hide_that_an_earlier_call_may_have_been_made(Thrown thrown) {
        var actions = retrying.decorate(scripted(List.of(() -> Either.left(apiFailed(LOST)), thrown::now)));

        var failure = actions.perform(IDEMPOTENT).getLeft();
        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.StillOpen.class, still -> {
            assertThat(still.open()).isEqualTo(apiFailed(LOST));
            assertThat(still.last().reason()).isInstanceOfSatisfying(Reason.AdapterBroke.class, broke -> {
                assertThat(broke.step()).isEqualTo(Step.EXECUTION);
                assertThat(broke.fault()).contains("threw", thrown.made.get().getClass().getName());
            });
        });
        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(failure.mayStartOver(IDEMPOTENT)).isFalse();
    }

    @Test
    void a_null_answer_of_a_later_attempt_does_not_hide_that_an_earlier_call_may_have_been_made() {
        for (Either<UserActionFailure, ApiAnswer> nothing : nothings()) {
            var actions = retrying.decorate(scripted(List.of(() -> Either.left(apiFailed(LOST)), () -> nothing)));

            var failure = actions.perform(IDEMPOTENT).getLeft();
            assertThat(failure.reason()).isInstanceOfSatisfying(Reason.StillOpen.class, still ->
                    assertThat(still.last().message()).contains("answered null"));
        }
    }

    @Test
    void a_null_answer_of_the_first_attempt_is_passed_on() {
        for (Either<UserActionFailure, ApiAnswer> nothing : nothings()) {
            assertThat(retrying.decorate(scripted(List.of(() -> nothing))).perform(IDEMPOTENT)).isSameAs(nothing);
        }
    }

    private static List<Either<UserActionFailure, ApiAnswer>> nothings() {
        var nothings = new ArrayList<Either<UserActionFailure, ApiAnswer>>();
        nothings.add(null);
        nothings.add(Either.left(null));
        return nothings;
    }

    @Test
    void a_wrong_pin_after_a_call_that_may_have_been_made_is_reported_without_advice_to_try_again() {
        var signatures = new AtomicInteger();
        CredentialSigner pin = CredentialSigner.key(ScriptedApi.KEY, message -> signatures.incrementAndGet() == 1
                ? Either.right(new byte[] {1})
                : Either.left(SigningFailure.wrongPin("the PIN is not that of this token")));
        api.failing(LOST);

        var failure = retrying.decorate(UserActions.using(api, pin).executedBy(api)).perform(IDEMPOTENT).getLeft();

        assertThat(failure.reason()).isInstanceOfSatisfying(Reason.StillOpen.class, still -> {
            assertThat(still.open()).isEqualTo(apiFailed(LOST));
            assertThat(still.last()).returns(UserActionFailure.Kind.NOT_SIGNED, UserActionFailure::kind);
        });
        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.mayStartOver(IDEMPOTENT)).isFalse();
        assertThat(failure.mayCompleteAgain()).isFalse();
        assertThat(failure.message()).contains(LOST.message(), "the PIN is not that of this token")
                .endsWith("That does not tell whether the earlier call was carried out: find this out first.");
        assertThat(listener.startedOver).extracting(event -> event.failure().code())
                .containsExactly("connection_lost");
        assertThat(listener.givenUp).singleElement().satisfies(event -> {
            assertThat(event.step()).isEqualTo(Step.SIGNATURE);
            assertThat(event.failure().code()).isEqualTo("wrong_pin");
            assertThat(event.leftOpen().get().code()).isEqualTo("connection_lost");
            assertThat(event.failedAttempts()).isEqualTo(2);
            assertThat(event.mayHaveTakenEffect()).isTrue();
        });
    }

    @Test
    void a_failure_that_is_not_repeated_is_told_to_the_listener_once() {
        api.failing(refused(Exchange.CHALLENGE, 401));

        by(retrying).perform(ACTION);

        assertThat(listener.startedOver).isEmpty();
        assertThat(listener.givenUp).singleElement().satisfies(event -> {
            assertThat(event.failure().code()).isEqualTo("unauthorized");
            assertThat(event.leftOpen()).isEmpty();
            assertThat(event.failedAttempts()).isEqualTo(1);
            assertThat(event.mayHaveTakenEffect()).isFalse();
        });
    }

    @Test
    void an_action_that_succeeds_in_the_end_is_not_reported_as_given_up() {
        api.failing(unreachable(Exchange.CHALLENGE));

        assertThat(by(retrying).perform(ACTION)).isRight();

        assertThat(listener.givenUp).isEmpty();
    }

    @Test
    void what_an_inner_repetition_left_open_stays_open_in_the_outer_one() {
        var still = stillOpen(apiFailed(LOST), apiFailed(unreachable(Exchange.CHALLENGE)));
        var refused = apiFailed(refused(Exchange.CHALLENGE, 403));
        var actions = retrying.decorate(scripted(List.of(() -> Either.left(still), () -> Either.left(refused))));

        assertThat(actions.perform(IDEMPOTENT))
                .containsOnLeft(stillOpen(apiFailed(LOST), refused));
    }
}
