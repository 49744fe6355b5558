package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static io.countersign.adapters.http.fixture.ScriptedApi.ANSWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.adapters.http.fixture.Failures;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.UserActionEvent.StartingOver;
import io.countersign.ports.outbound.UserActionEvent.StepEnded;
import io.countersign.ports.outbound.UserActionListener;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;

/** Whatever fails in whichever order, by whatever policy: what is promised of retrying holds. */
class RetryingAnythingTest {

    private static final int LONGEST_SCRIPT = 12;

    @Test
    void attempts_and_time_keep_their_bounds_and_no_call_is_made_twice_unless_it_may_be() {
        int performed = 0;
        int startedOver = 0;
        int repeatedCalls = 0;
        for (long seed = 0; seed < 2_000; seed++) {
            Run run = new Run(seed);

            run.keepsItsPromises();

            performed += run.outcome.isRight() ? 1 : 0;
            startedOver += run.begunWaits.isEmpty() ? 0 : 1;
            repeatedCalls += run.callsThatMayHaveArrived > 1 ? 1 : 0;
        }
        assertThat(performed).as("the seeds lead to success").isGreaterThan(300);
        assertThat(startedOver).as("the seeds lead to repetitions").isGreaterThan(300);
        assertThat(repeatedCalls).as("the seeds lead to repeated idempotent calls").isGreaterThan(20);
    }

    /** One action with a script of its own. */
    private static final class Run implements UserActionListener {

        private final long seed;
        private final Random any;
        private final RetryPolicy policy;
        private final FakeTime time = new FakeTime();
        private final ScriptedApi api = new ScriptedApi();
        private final UserAction action;
        private final ArrayList<Duration> begunWaits = new ArrayList<>();
        private final ArrayList<ApiFailure> failed = new ArrayList<>();
        private final Either<UserActionFailure, ApiAnswer> outcome;
        private int callsThatMayHaveArrived;
        private int stepsHeard;

        Run(long seed) {
            this.seed = seed;
            this.any = new Random(seed);
            this.policy = RetryPolicy.builder(1 + any.nextInt(6))
                    .initialInterval(Duration.ofMillis(1 + any.nextInt(1000)))
                    .maxInterval(Duration.ofMillis(1000 + any.nextInt(3000)))
                    .maxDuration(Duration.ofMillis(1 + any.nextInt(30_000)))
                    .buildOrThrow();
            this.action = any.nextBoolean() ? ACTION.markedIdempotent() : ACTION;
            int chanceOfFailure = 10 + any.nextInt(50);
            for (Exchange exchange : List.of(Exchange.CHALLENGE, Exchange.REDEMPTION, Exchange.EXECUTION)) {
                for (int entry = 0; entry < LONGEST_SCRIPT; entry++) {
                    api.doing(exchange, () -> anyOutcome(exchange, chanceOfFailure));
                }
            }
            api.meanwhile(() -> time.passes(Duration.ofMillis(any.nextInt(1000))));
            this.outcome = Retrying.by(policy).withListener(this).withPause(time).withNanoTime(time).withRandom(any)
                    .decorate(UserActions.using(api, api.signer()).executedBy(api))
                    .perform(action);
        }

        private ApiFailure anyOutcome(Exchange exchange, int chanceOfFailure) {
            List<ApiFailure> failures = Failures.all(exchange).filter(failure ->
                    failure.isRetryable() || any.nextInt(5) == 0);
            ApiFailure failure = any.nextInt(100) < chanceOfFailure ? failures.get(any.nextInt(failures.size())) : null;
            if (failure != null) {
                failed.add(failure);
            }
            if (exchange == Exchange.EXECUTION && (failure == null || failure.mayHaveReachedTheApi())) {
                callsThatMayHaveArrived++;
            }
            return failure;
        }

        @Override
        public void stepEnded(StepEnded event) {
            stepsHeard++;
        }

        @Override
        public void startingOver(StartingOver event) {
            begunWaits.add(time.elapsed().plus(event.after()));
        }

        void keepsItsPromises() {
            assertThat(api.times(Exchange.CHALLENGE)).as("attempts, seed %d", seed)
                    .isBetween(1L, (long) policy.maxAttempts)
                    .isEqualTo(begunWaits.size() + 1L);
            assertThat(begunWaits).as("ends of waits, seed %d", seed)
                    .allSatisfy(end -> assertThat(end).isLessThanOrEqualTo(policy.maxDuration));
            assertThat(time.waits).as("waits, seed %d", seed).hasSize(begunWaits.size())
                    .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ZERO, policy.maxInterval));
            if (!action.idempotent()) {
                assertThat(callsThatMayHaveArrived).as("calls, seed %d", seed).isLessThanOrEqualTo(1);
            }
            assertThat(api.executed).as("tokens, seed %d", seed)
                    .extracting(authorized -> authorized.token().value()).doesNotHaveDuplicates();
            assertThat(outcome).as("outcome, seed %d", seed).isEqualTo(outcome.isRight()
                    ? Either.right(ANSWER)
                    : Either.left(told()));
            assertThat(stepsHeard).as("steps that were told to a listener of repetitions alone").isZero();
        }

        /** The last failure; with the one before it that left open whether the call was made, if there is one. */
        private UserActionFailure told() {
            var last = UserActionFailure.apiFailed(failed.get(failed.size() - 1));
            return List.ofAll(failed).reverse().find(ApiFailure::mayHaveTakenEffect)
                    .filter(open -> !last.mayHaveTakenEffect())
                    .map(open -> UserActionFailure.stillOpen(
                            UserActionFailure.apiFailed(open), last))
                    .getOrElse(last);
        }
    }
}
