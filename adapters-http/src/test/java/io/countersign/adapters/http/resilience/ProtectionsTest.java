package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Failures;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.domain.action.UserActionToken;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.ExecutingUserActions;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** All of them together, and each exchange behind them. */
class ProtectionsTest {

    private final ScriptedApi api = new ScriptedApi();
    private final FakeTime time = new FakeTime();

    private final Bulkhead bulkhead = Bulkhead.of("b", BulkheadConfig.custom()
            .maxConcurrentCalls(1).maxWaitDuration(Duration.ZERO).build());
    private final CircuitBreaker breaker = CircuitBreaker.of("c", CircuitBreakerConfig.custom()
            .slidingWindowSize(4).minimumNumberOfCalls(4).clock(time).build());
    private final RateLimiter limiter = new AtomicRateLimiter("r", RateLimiterConfig.custom()
            .limitForPeriod(5).limitRefreshPeriod(Duration.ofSeconds(10)).timeoutDuration(Duration.ZERO).build(),
            time::getAsLong);
    private final Protections all =
            Protections.none().withBulkhead(bulkhead).withCircuitBreaker(breaker).withRateLimiter(limiter)
                    .withPause(time);

    private ExecutingUserActions behind(Protections protections) {
        return UserActions.using(protections.decorate((UserActionTransport) api), api.signer())
                .executedBy(protections.decorate((ActionExecutor) api));
    }

    private static ApiFailure heldBack(Exchange exchange, Protection by) {
        return new ApiFailure.HeldBack(exchange, by, Option.none());
    }

    private static Either<UserActionFailure, Object> failed(ApiFailure failure) {
        return Either.left(UserActionFailure.apiFailed(failure));
    }

    @Test
    void without_protections_everything_passes() {
        assertThat(behind(Protections.none()).perform(ACTION)).containsOnRight(ScriptedApi.ANSWER);

        assertThat(api.asked).containsExactly(Exchange.CHALLENGE, Exchange.REDEMPTION, Exchange.EXECUTION);
    }

    @Test
    void an_exchange_that_is_not_held_back_passes_unchanged() {
        assertThat(behind(all).perform(ACTION)).containsOnRight(ScriptedApi.ANSWER);

        assertThat(api.executed).containsExactly(ACTION.authorizedBy(UserActionToken.of("token-2").get()));
        assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
        assertThat(breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(3);
        assertThat(limiter.getMetrics().getAvailablePermissions()).isEqualTo(2);
    }

    @Test
    void a_failure_passes_unchanged() {
        ApiFailure failure = Failures.refused(Exchange.REDEMPTION, 401);
        api.failing(failure);

        assertThat(behind(all).perform(ACTION)).isEqualTo(failed(failure));
    }

    @Test
    void each_exchange_is_held_back_under_its_own_name_and_nothing_is_sent() {
        breaker.transitionToForcedOpenState();
        UserActionTransport transport = all.decorate((UserActionTransport) api);
        ActionExecutor executor = all.decorate((ActionExecutor) api);
        var signed = new ScriptedApi().requestChallenge(ACTION).get()
                .signedBy(ScriptedApi.assertionFor(new ScriptedApi().requestChallenge(ACTION).get())).get();

        assertThat(transport.requestChallenge(ACTION))
                .containsOnLeft(heldBack(Exchange.CHALLENGE, Protection.CIRCUIT_BREAKER));
        assertThat(transport.redeem(signed)).containsOnLeft(heldBack(Exchange.REDEMPTION, Protection.CIRCUIT_BREAKER));
        assertThat(executor.execute(ACTION.authorizedBy(UserActionToken.of("t").get())))
                .containsOnLeft(heldBack(Exchange.EXECUTION, Protection.CIRCUIT_BREAKER));

        assertThat(api.asked).isEmpty();
    }

    @Test
    void transport_and_executor_share_their_protections() {
        api.failing(Failures.lost(Exchange.CHALLENGE), Failures.lost(Exchange.CHALLENGE),
                Failures.lost(Exchange.CHALLENGE), Failures.lost(Exchange.CHALLENGE));
        ExecutingUserActions actions = behind(all);

        List.range(0, 4).forEach(attempt -> actions.perform(ACTION));

        assertThat(all.decorate((ActionExecutor) api).execute(ACTION.authorizedBy(UserActionToken.of("t").get())))
                .containsOnLeft(heldBack(Exchange.EXECUTION, Protection.CIRCUIT_BREAKER));
    }

    @Test
    void an_exchange_held_back_by_the_bulkhead_takes_no_permission_of_breaker_and_limiter() {
        bulkhead.tryAcquirePermission();
        breaker.transitionToOpenState();

        assertThat(behind(all).authorize(ACTION)).isEqualTo(failed(heldBack(Exchange.CHALLENGE, Protection.BULKHEAD)));

        assertThat(breaker.getMetrics().getNumberOfNotPermittedCalls()).isZero();
        assertThat(limiter.getMetrics().getAvailablePermissions()).isEqualTo(5);
    }

    @Test
    void an_exchange_held_back_by_the_breaker_takes_no_permission_of_the_limiter_and_frees_the_bulkhead() {
        breaker.transitionToOpenState();

        assertThat(behind(all).authorize(ACTION))
                .isEqualTo(failed(heldBack(Exchange.CHALLENGE, Protection.CIRCUIT_BREAKER)));

        assertThat(limiter.getMetrics().getAvailablePermissions()).isEqualTo(5);
        assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
    }

    @Test
    void an_exchange_held_back_by_the_limiter_frees_the_bulkhead_and_is_not_counted_by_the_breaker() {
        limiter.drainPermissions();

        assertThat(behind(all).authorize(ACTION).getLeft().reason())
                .isInstanceOfSatisfying(Reason.ApiFailed.class, failed ->
                        assertThat(failed.failure()).isInstanceOfSatisfying(ApiFailure.HeldBack.class, heldBack ->
                                assertThat(heldBack.protection()).isEqualTo(Protection.RATE_LIMITER)));

        assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
        assertThat(api.asked).isEmpty();
    }

    @Test
    void an_exception_of_an_adapter_is_passed_on_and_all_permissions_are_given_back() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        var thrown = new IllegalStateException("out of order");
        for (int attempt = 0; attempt < 4; attempt++) {
            api.doing(Exchange.CHALLENGE, () -> {
                throw thrown;
            });
            UserActionTransport transport = all.decorate((UserActionTransport) api);

            assertThatThrownBy(() -> transport.requestChallenge(ACTION)).isSameAs(thrown);
        }

        assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
    }

    @Test
    void a_null_answer_of_an_adapter_is_passed_on_and_all_permissions_are_given_back() {
        ActionExecutor answeringNull = action -> null;
        ActionExecutor failingWithNull = action -> Either.left(null);
        var authorized = ACTION.authorizedBy(UserActionToken.of("t").get());

        assertThat(all.decorate(answeringNull).execute(authorized)).isNull();
        assertThat(all.decorate(failingWithNull).execute(authorized).getLeft()).isNull();

        assertThat(bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
    }

    @Test
    void each_protection_can_be_used_alone() {
        bulkhead.tryAcquirePermission();
        breaker.transitionToOpenState();
        limiter.drainPermissions();

        assertThat(heldBackBy(Protections.none().withBulkhead(bulkhead))).isEqualTo(Protection.BULKHEAD);
        assertThat(heldBackBy(Protections.none().withCircuitBreaker(breaker))).isEqualTo(Protection.CIRCUIT_BREAKER);
        assertThat(heldBackBy(Protections.none().withRateLimiter(limiter))).isEqualTo(Protection.RATE_LIMITER);
    }

    @Test
    void adding_a_protection_returns_a_copy() {
        Protections none = Protections.none();
        breaker.transitionToOpenState();

        none.withCircuitBreaker(breaker);

        assertThat(behind(none).authorize(ACTION)).isRight();
    }

    @Test
    void the_defaults_open_the_circuit_when_half_of_at_least_ten_exchanges_fail() {
        List.range(0, 5).forEach(failure -> api.failing(Failures.lost(Exchange.CHALLENGE)));
        ExecutingUserActions actions = behind(Protections.defaults());
        List.range(0, 5).forEach(attempt -> assertThat(actions.authorize(ACTION)).isLeft());
        List.range(0, 2).forEach(attempt -> assertThat(actions.authorize(ACTION)).isRight());

        assertThat(actions.authorize(ACTION)).as("the tenth exchange is this challenge, and nothing after it passes")
                .isEqualTo(failed(heldBack(Exchange.REDEMPTION, Protection.CIRCUIT_BREAKER)));
    }

    @Test
    void they_name_themselves_and_what_is_behind_them_without_secrets() {
        assertThat(all).hasToString("Protections[bulkhead b, circuit breaker c, rate limiter r]");
        assertThat(Protections.none()).hasToString("Protections[]");
        assertThat(Protections.defaults())
                .hasToString("Protections[bulkhead countersign, circuit breaker countersign]");
        assertThat(all.decorate((UserActionTransport) api)).hasToString(api + ", protected");
        assertThat(all.decorate((ActionExecutor) api)).hasToString(api + ", protected");
    }

    @Test
    void nulls_are_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> all.withBulkhead(null)).withMessage("bulkhead");
        assertThatNullPointerException().isThrownBy(() -> all.withCircuitBreaker(null)).withMessage("circuitBreaker");
        assertThatNullPointerException().isThrownBy(() -> all.withRateLimiter(null)).withMessage("rateLimiter");
        assertThatNullPointerException().isThrownBy(() -> all.withPause(null)).withMessage("pause");
        assertThatNullPointerException().isThrownBy(() -> all.decorate((UserActionTransport) null))
                .withMessage("transport");
        assertThatNullPointerException().isThrownBy(() -> all.decorate((ActionExecutor) null)).withMessage("executor");
    }

    private Protection heldBackBy(Protections protections) {
        ApiFailure failure = protections.decorate((UserActionTransport) api).requestChallenge(ACTION).getLeft();
        return ((ApiFailure.HeldBack) failure).protection();
    }
}
