package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.Failures.lost;
import static io.countersign.adapters.http.fixture.Failures.unreachable;
import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static io.countersign.adapters.http.fixture.ScriptedApi.ANSWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.adapters.http.resilience.RetryingForeignCodeTest.Thrown;
import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.countersign.ports.failure.ApiFailure.HeldBack;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.outbound.ActionExecutor;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.github.resilience4j.ratelimiter.internal.SemaphoreBasedRateLimiter;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What others hang onto a bulkhead, breaker or limiter changes no outcome, and a half-open breaker keeps its number.
 */
class ProtectionsForeignCodeTest {

    private static final AuthorizedAction AUTHORIZED = ACTION.authorizedBy(UserActionToken.of("t").get());

    private final ScriptedApi api = new ScriptedApi();
    private final FakeTime time = new FakeTime();

    private Either<ApiFailure, ApiAnswer> execute(Protections by) {
        return by.decorate((ActionExecutor) api).execute(AUTHORIZED);
    }

    private static Bulkhead two() {
        return Bulkhead.of("b", BulkheadConfig.custom().maxConcurrentCalls(2).maxWaitDuration(Duration.ZERO).build());
    }

    private CircuitBreakerConfig.Builder config() {
        return CircuitBreakerConfig.custom().slidingWindowSize(2).minimumNumberOfCalls(2)
                .waitDurationInOpenState(Duration.ofSeconds(30)).permittedNumberOfCallsInHalfOpenState(1)
                .clock(time).currentTimestampFunction(clock -> time.getAsLong(), TimeUnit.NANOSECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void consumers_of_a_bulkhead_that_throw_change_nothing(Thrown thrown) {
        Bulkhead bulkhead = two();
        bulkhead.getEventPublisher().onEvent(event -> thrown.now());
        var protections = Protections.none().withBulkhead(bulkhead);

        for (int call = 0; call < 5; call++) {
            assertThat(execute(protections)).containsOnRight(ANSWER);
        }

        assertThat(api.executed).hasSize(5);
        assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void a_full_bulkhead_whose_consumers_throw_lets_nothing_through(Thrown thrown) {
        Bulkhead bulkhead = two();
        bulkhead.acquirePermission();
        bulkhead.acquirePermission();
        bulkhead.getEventPublisher().onEvent(event -> thrown.now());

        assertThat(execute(Protections.none().withBulkhead(bulkhead)).getLeft())
                .isInstanceOfSatisfying(HeldBack.class, held ->
                        assertThat(held.protection()).isEqualTo(Protection.BULKHEAD));

        assertThat(api.executed).isEmpty();
        assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void consumers_of_a_limiter_that_throw_change_nothing(Thrown thrown) {
        var config = RateLimiterConfig.custom().limitForPeriod(2)
                .limitRefreshPeriod(Duration.ofSeconds(10)).timeoutDuration(Duration.ZERO).build();
        var scheduler = Executors.newSingleThreadScheduledExecutor();
        try {
            for (RateLimiter limiter : List.of(new AtomicRateLimiter("a", config, time::getAsLong),
                    new SemaphoreBasedRateLimiter("s", config, scheduler))) {
                api.executed.clear();
                limiter.getEventPublisher().onEvent(event -> thrown.now());
                var protections = Protections.none().withRateLimiter(limiter).withPause(time);

                assertThat(execute(protections)).containsOnRight(ANSWER);
                assertThat(execute(protections)).containsOnRight(ANSWER);
                assertThat(execute(protections).getLeft()).isInstanceOfSatisfying(HeldBack.class, held ->
                        assertThat(held.protection()).isEqualTo(Protection.RATE_LIMITER));

                assertThat(api.executed).hasSize(2);
            }
        } finally {
            scheduler.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_wait_for_a_limiter_whose_consumers_throw_is_as_long_as_it_would_be(Thrown thrown) {
        var limiter = new AtomicRateLimiter("a", RateLimiterConfig.custom().limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofSeconds(10)).timeoutDuration(Duration.ofSeconds(10)).build(),
                time::getAsLong);
        limiter.getEventPublisher().onEvent(event -> thrown.now());
        var protections = Protections.none().withRateLimiter(limiter).withPause(time);

        assertThat(execute(protections)).containsOnRight(ANSWER);
        assertThat(execute(protections)).containsOnRight(ANSWER);

        assertThat(time.waits).containsExactly(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource
    void a_pause_that_throws_holds_the_exchange_back(Thrown thrown) {
        var limiter = new AtomicRateLimiter("a", RateLimiterConfig.custom().limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofSeconds(10)).timeoutDuration(Duration.ofSeconds(10)).build(),
                time::getAsLong);
        var protections = Protections.none().withRateLimiter(limiter).withPause(wait -> thrown.now());

        assertThat(execute(protections)).isRight();
        assertThat(execute(protections).getLeft()).isInstanceOf(HeldBack.class);

        assertThat(api.executed).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void consumers_of_a_breaker_that_throw_change_nothing(Thrown thrown) {
        CircuitBreaker breaker = CircuitBreaker.of("c", config().build());
        breaker.getEventPublisher().onEvent(event -> thrown.now());
        api.failing(lost(Exchange.EXECUTION));
        var protections = Protections.none().withCircuitBreaker(breaker);

        assertThat(execute(protections)).containsOnLeft(lost(Exchange.EXECUTION));
        assertThat(execute(protections)).containsOnRight(ANSWER);
    }

    @ParameterizedTest
    @EnumSource
    void predicates_of_a_breaker_that_throw_change_nothing_and_leave_its_trial_free(Thrown thrown) {
        CircuitBreaker breaker = CircuitBreaker.of("c", config().recordException(failure -> thrown.now()).build());
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        api.failing(lost(Exchange.EXECUTION));
        var protections = Protections.none().withCircuitBreaker(breaker);

        assertThat(execute(protections)).containsOnLeft(lost(Exchange.EXECUTION));
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(execute(protections)).as("the trial was given back").containsOnRight(ANSWER);
    }

    @ParameterizedTest
    @EnumSource
    void a_clock_of_a_breaker_that_throws_changes_nothing(Thrown thrown) {
        CircuitBreaker breaker = CircuitBreaker.of(
                "c", config().currentTimestampFunction(clock -> thrown.now(), TimeUnit.NANOSECONDS).build());

        assertThat(execute(Protections.none().withCircuitBreaker(breaker))).containsOnRight(ANSWER);
    }

    @ParameterizedTest
    @EnumSource
    void an_open_breaker_whose_consumers_throw_lets_nothing_through_and_after_a_while_one_trial(Thrown thrown) {
        CircuitBreaker breaker = CircuitBreaker.of("c", config().build());
        breaker.transitionToOpenState();
        Consumer<Object> broken = event -> thrown.now();
        breaker.getEventPublisher().onStateTransition(broken::accept).onCallNotPermitted(broken::accept);
        var protections = Protections.none().withCircuitBreaker(breaker);

        assertThat(execute(protections).getLeft()).isInstanceOf(HeldBack.class);
        assertThat(api.executed).isEmpty();
        time.passes(Duration.ofSeconds(31));

        assertThat(execute(protections)).containsOnRight(ANSWER);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void exchanges_that_began_before_a_breaker_was_half_open_let_no_more_trials_through() {
        CircuitBreaker breaker = CircuitBreaker.of("c", config().build());
        var trials = new int[1];
        ActionExecutor trial = by(breaker, () -> {
            trials[0]++;
            ActionExecutor another = by(breaker, () -> {
                trials[0]++;
                return Either.right(ANSWER);
            });
            assertThat(another.execute(AUTHORIZED).getLeft()).isInstanceOf(HeldBack.class);
            return Either.left(unreachable(Exchange.EXECUTION));
        });
        ActionExecutor cancelledLate = by(breaker, () -> {
            breaker.transitionToOpenState();
            breaker.transitionToHalfOpenState();
            return Either.left(new ApiFailure.Cancelled(Exchange.EXECUTION, true));
        });

        cancelledLate.execute(AUTHORIZED);
        trial.execute(AUTHORIZED);

        assertThat(trials[0]).isEqualTo(1);
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
    }

    @Test
    void exchanges_that_began_before_a_breaker_was_half_open_do_not_close_or_open_it() {
        for (Either<ApiFailure, ApiAnswer> late : List.of(Either.<ApiFailure, ApiAnswer>right(ANSWER),
                Either.<ApiFailure, ApiAnswer>left(lost(Exchange.EXECUTION)))) {
            CircuitBreaker breaker = CircuitBreaker.of("c", config().build());

            by(breaker, () -> {
                breaker.transitionToOpenState();
                breaker.transitionToHalfOpenState();
                return late;
            }).execute(AUTHORIZED);

            assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
            assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
        }
    }

    @Test
    void an_exchange_that_ends_after_the_breaker_has_opened_is_told_to_it_all_the_same() {
        CircuitBreaker breaker = CircuitBreaker.of("c", config().build());
        var told = new ArrayList<Throwable>();
        breaker.getEventPublisher().onError(event -> told.add(event.getThrowable()));

        by(breaker, () -> {
            breaker.transitionToOpenState();
            return Either.left(lost(Exchange.EXECUTION));
        }).execute(AUTHORIZED);

        assertThat(told).hasSize(1);
    }

    @Test
    void an_exchange_that_a_closed_breaker_permitted_while_another_thread_made_it_half_open_is_no_trial() {
        CircuitBreaker breaker = CircuitBreaker.of("c", config().build());
        var turning = (CircuitBreaker) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CircuitBreaker.class}, (proxy, method, given) -> {
                    Object answer = method.invoke(breaker, given);
                    if (method.getName().equals("tryAcquirePermission")) {
                        breaker.transitionToOpenState();
                        breaker.transitionToHalfOpenState();
                    }
                    return answer;
                });

        by(turning, () -> Either.right(ANSWER)).execute(AUTHORIZED);

        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void a_trial_of_an_earlier_half_open_period_gives_nothing_back_to_a_later_one() {
        CircuitBreaker breaker = CircuitBreaker.of("c", config().build());
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        by(breaker, () -> {
            breaker.transitionToOpenState();
            breaker.transitionToHalfOpenState();
            return Either.left(new ApiFailure.Cancelled(Exchange.EXECUTION, true));
        }).execute(AUTHORIZED);

        assertThat(breaker.tryAcquirePermission()).as("the one trial").isTrue();
        assertThat(breaker.tryAcquirePermission()).as("another").isFalse();
    }

    /** Whatever begins and ends in whichever order, at most one trial is under way in one half-open period. */
    @Test
    void a_half_open_breaker_never_has_more_trials_under_way_than_permitted() {
        int trialsSeen = 0;
        for (long seed = 0; seed < 300; seed++) {
            var run = new Interleaving(new Random(seed));
            run.step(40);
            assertThat(run.mostTrials).as("seed %d", seed).isLessThanOrEqualTo(1);
            trialsSeen += run.mostTrials;
        }
        assertThat(trialsSeen).as("the seeds lead to trials").isGreaterThan(50);
    }

    private final class Interleaving {

        private final Random any;
        private final CircuitBreaker breaker = CircuitBreaker.of("c", config().build());
        /** The metrics of the half-open period in which each of the exchanges under way began; null if in none. */
        private final Deque<CircuitBreaker.Metrics> underWay = new ArrayDeque<>();
        private int mostTrials;

        Interleaving(Random any) {
            this.any = any;
        }

        void step(int left) {
            for (int remaining = left; remaining > 0; remaining--) {
                switch (any.nextInt(4)) {
                    case 0 -> breaker.transitionToOpenState();
                    case 1 -> {
                        if (breaker.getState() == State.OPEN) {
                            time.passes(Duration.ofSeconds(31));
                        }
                    }
                    default -> {
                        exchange(remaining - 1);
                        return;
                    }
                }
            }
        }

        private void exchange(int left) {
            by(breaker, () -> {
                boolean trial = breaker.getState() == State.HALF_OPEN;
                underWay.push(trial ? breaker.getMetrics() : CircuitBreaker.ofDefaults("none").getMetrics());
                mostTrials = Math.max(mostTrials, (int) underWay.stream()
                        .filter(begun -> trial && begun == breaker.getMetrics()).count());
                step(left);
                underWay.pop();
                return outcome();
            }).execute(AUTHORIZED);
            step(left / 2);
        }

        private Either<ApiFailure, ApiAnswer> outcome() {
            return switch (any.nextInt(3)) {
                case 0 -> Either.right(ANSWER);
                case 1 -> Either.left(lost(Exchange.EXECUTION));
                default -> Either.left(new ApiFailure.Cancelled(Exchange.EXECUTION, true));
            };
        }
    }

    /** A decorator that makes its call twice at once, as one that hedges, makes it once; and says so. */
    @Test
    void a_second_run_of_one_call_that_is_held_back_does_not_say_that_the_first_was_not_sent() {
        var bulkhead = Bulkhead.of("one", BulkheadConfig.custom()
                .maxConcurrentCalls(1).maxWaitDuration(Duration.ZERO).build());
        var transmission = Transmission.standalone();
        var made = new ArrayList<AuthorizedAction>();
        ActionExecutor[] itself = new ActionExecutor[1];
        itself[0] = Protections.none().withBulkhead(bulkhead).decorate((ActionExecutor) action -> {
            made.add(action);
            assertThat(itself[0].execute(action, transmission).getLeft()).isInstanceOf(HeldBack.class);
            return Either.right(ANSWER);
        });

        assertThat(itself[0].execute(AUTHORIZED, transmission)).isRight();
        assertThat(itself[0].execute(AUTHORIZED, transmission)).isLeft();

        assertThat(made).hasSize(1);
        assertThat(transmission.mayHaveBeenSent()).isTrue();
    }

    private static ActionExecutor by(
            CircuitBreaker breaker, Supplier<Either<ApiFailure, ApiAnswer>> call) {
        return Protections.none().withCircuitBreaker(breaker).decorate((ActionExecutor) action -> call.get());
    }
}
