package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Failures;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailureKind;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Health;
import io.countersign.ports.outbound.UserActionTransport;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnErrorEvent;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.vavr.collection.HashSet;
import io.vavr.collection.List;
import io.vavr.collection.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

class CircuitBreakerTest {

    private static final Set<String> COUNTED_AS_FAILURES = HashSet.of("server_error", "unexpected_status",
            "unreachable", "timed_out", "connection_lost", "tls_refused", "malformed_answer", "answer_too_large");
    private static final Set<String> COUNTED_AS_SUCCESSES = HashSet.of("rejected", "unauthorized", "payment_required",
            "forbidden", "not_found", "conflict", "policy_pending");
    private static final Set<String> NOT_COUNTED = HashSet.of("rate_limited", "not_sent", "cancelled", "held_back");

    private final ScriptedApi api = new ScriptedApi();
    private final FakeTime time = new FakeTime();
    private final CircuitBreaker breaker = breaker(CircuitBreakerConfig.custom());
    private final UserActionTransport transport = behind(breaker);

    private CircuitBreaker breaker(CircuitBreakerConfig.Builder config) {
        return CircuitBreaker.of("c", config.slidingWindowSize(2).minimumNumberOfCalls(2)
                .waitDurationInOpenState(Duration.ofSeconds(30)).permittedNumberOfCallsInHalfOpenState(1)
                .clock(time).currentTimestampFunction(clock -> time.getAsLong(), TimeUnit.NANOSECONDS).build());
    }

    private UserActionTransport behind(CircuitBreaker circuitBreaker) {
        return Protections.none().withCircuitBreaker(circuitBreaker).decorate((UserActionTransport) api);
    }

    private void failing(ApiFailure failure) {
        api.failing(failure);
        assertThat(transport.requestChallenge(ACTION)).containsOnLeft(failure);
    }

    @Test
    void every_failure_is_counted_for_against_or_not_at_all() {
        assertThat(Failures.all(Exchange.CHALLENGE).map(ApiFailure::code).toSet())
                .isEqualTo(COUNTED_AS_FAILURES.addAll(COUNTED_AS_SUCCESSES).addAll(NOT_COUNTED));
        Failures.all(Exchange.CHALLENGE).forEach(failure -> {
            breaker.reset();

            failing(failure);

            var metrics = breaker.getMetrics();
            assertThat(metrics.getNumberOfFailedCalls()).as(failure.code())
                    .isEqualTo(COUNTED_AS_FAILURES.contains(failure.code()) ? 1 : 0);
            assertThat(metrics.getNumberOfSuccessfulCalls()).as(failure.code())
                    .isEqualTo(COUNTED_AS_SUCCESSES.contains(failure.code()) ? 1 : 0);
        });
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"REDEMPTION", "EXECUTION"})
    void it_makes_no_difference_which_exchange_failed(Exchange exchange) {
        assertThat(Failures.all(exchange).filter(failure -> failure.kind().health() == Health.FAILING)
                .map(ApiFailure::code).toSet()).isEqualTo(COUNTED_AS_FAILURES);
    }

    @Test
    void too_many_failures_open_it_and_nothing_more_is_sent() {
        failing(Failures.lost(Exchange.CHALLENGE));
        failing(Failures.lost(Exchange.CHALLENGE));
        api.asked.clear();

        ApiFailure failure = transport.requestChallenge(ACTION).getLeft();

        assertThat(failure.message()).isEqualTo("asking for a challenge: nothing was sent: the circuit breaker is open,"
                + " as too many exchanges failed of late. Wait, then try again.");
        assertThat(api.asked).isEmpty();
    }

    @Test
    void after_a_while_one_exchange_tries_and_closes_it_again() {
        failing(Failures.lost(Exchange.CHALLENGE));
        failing(Failures.lost(Exchange.CHALLENGE));
        time.passes(Duration.ofSeconds(31));

        assertThat(transport.requestChallenge(ACTION)).isRight();

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void a_trial_that_says_nothing_of_the_api_may_be_made_again() {
        List.of(Failures.refused(Exchange.CHALLENGE, 429), new ApiFailure.Cancelled(Exchange.CHALLENGE, true))
                .forEach(untelling -> {
                    breaker.transitionToOpenState();
                    breaker.transitionToHalfOpenState();
                    failing(untelling);

                    assertThat(transport.requestChallenge(ACTION)).isRight();

                    assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
                });
    }

    @Test
    void a_trial_that_the_rate_limiter_holds_back_may_be_made_later() {
        var limiter = new AtomicRateLimiter("r", RateLimiterConfig.custom().limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofSeconds(1)).timeoutDuration(Duration.ZERO).build(), time::getAsLong);
        UserActionTransport limited =
                Protections.none().withCircuitBreaker(breaker).withRateLimiter(limiter)
                        .decorate((UserActionTransport) api);
        limiter.drainPermissions();
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        assertThat(limited.requestChallenge(ACTION)).isLeft();
        time.passes(Duration.ofSeconds(1));

        assertThat(limited.requestChallenge(ACTION)).isRight();

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void a_slow_api_opens_a_breaker_that_is_configured_for_slow_calls() {
        CircuitBreaker minding = breaker(CircuitBreakerConfig.custom()
                .slowCallDurationThreshold(Duration.ofSeconds(3)).slowCallRateThreshold(100));
        api.meanwhile(() -> time.passes(Duration.ofSeconds(4)));

        List.range(0, 2).forEach(exchange -> behind(minding).requestChallenge(ACTION));

        assertThat(minding.getState()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void an_api_that_fails_slowly_is_slow_as_well() {
        CircuitBreaker minding = breaker(CircuitBreakerConfig.custom().failureRateThreshold(100)
                .slowCallDurationThreshold(Duration.ofSeconds(3)).slowCallRateThreshold(100));
        api.meanwhile(() -> time.passes(Duration.ofSeconds(4))).failing(Failures.lost(Exchange.CHALLENGE));

        behind(minding).requestChallenge(ACTION);

        assertThat(minding.getMetrics().getNumberOfSlowFailedCalls()).isEqualTo(1);
    }

    @Test
    void a_wait_for_the_rate_limiter_does_not_count_as_a_slow_call() {
        CircuitBreaker minding = breaker(CircuitBreakerConfig.custom()
                .slowCallDurationThreshold(Duration.ofSeconds(3)).slowCallRateThreshold(100));
        var limiter = new AtomicRateLimiter("r", RateLimiterConfig.custom().limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofSeconds(9)).timeoutDuration(Duration.ofDays(1)).build(),
                time::getAsLong);
        UserActionTransport limited = Protections.none().withCircuitBreaker(minding).withRateLimiter(limiter)
                .withPause(time)
                .decorate((UserActionTransport) api);

        List.range(0, 4).forEach(exchange -> assertThat(limited.requestChallenge(ACTION)).isRight());

        assertThat(time.waits).hasSize(3);
        assertThat(minding.getMetrics().getNumberOfSlowCalls()).isZero();
    }

    @Test
    void events_of_the_breaker_hold_the_failure() {
        var events = new ArrayList<CircuitBreakerOnErrorEvent>();
        breaker.getEventPublisher().onError(events::add);
        ApiFailure lost = Failures.lost(Exchange.CHALLENGE);
        api.meanwhile(() -> time.passes(Duration.ofMillis(70)));

        failing(lost);

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getElapsedDuration()).isEqualTo(Duration.ofMillis(70));
            assertThat(event.getThrowable()).hasMessage(lost.message()).hasStackTraceContaining(lost.message())
                    .isInstanceOfSatisfying(FailedExchangeException.class, told ->
                            assertThat(told.failure()).isEqualTo(lost));
            assertThat(event.getThrowable().getStackTrace()).isEmpty();
            assertThat(event.getThrowable().fillInStackTrace()).isSameAs(event.getThrowable());
        });
    }

    @Test
    void a_breaker_that_counts_io_exceptions_counts_failures() {
        CircuitBreaker counting = breaker(CircuitBreakerConfig.custom().recordExceptions(IOException.class));
        api.failing(Failures.lost(Exchange.CHALLENGE));

        behind(counting).requestChallenge(ACTION);

        assertThat(counting.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void a_breaker_that_is_told_to_ignore_some_failures_ignores_them_and_takes_its_permission_back_once() {
        CircuitBreaker ignoring = breaker(CircuitBreakerConfig.custom().ignoreException(thrown ->
                thrown instanceof FailedExchangeException told && told.failure().kind() == ApiFailureKind.TLS_REFUSED));
        ignoring.transitionToOpenState();
        ignoring.transitionToHalfOpenState();
        api.failing(ApiFailure.tlsRefused(Exchange.CHALLENGE, "no trust"));
        UserActionTransport protectedTransport = behind(ignoring);

        assertThat(protectedTransport.requestChallenge(ACTION)).isLeft();

        assertThat(ignoring.getMetrics().getNumberOfBufferedCalls()).isZero();
        assertThat(ignoring.tryAcquirePermission()).as("the one trial").isTrue();
        assertThat(ignoring.tryAcquirePermission()).as("a second trial").isFalse();
    }

    @Test
    void a_success_is_told_once_and_its_permission_not_given_back() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();
        api.meanwhile(() -> assertThat(breaker.tryAcquirePermission()).as("a second trial").isFalse());

        assertThat(transport.requestChallenge(ACTION)).isRight();

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void the_exception_for_the_breaker_cannot_be_serialised() {
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream())
                .writeObject(new FailedExchangeException(Failures.lost(Exchange.CHALLENGE))))
                .isInstanceOf(NotSerializableException.class);
    }
}
