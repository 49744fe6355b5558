package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.Jitter;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.inbound.UserActions;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.github.resilience4j.ratelimiter.internal.SemaphoreBasedRateLimiter;
import io.vavr.collection.List;
import io.vavr.control.Option;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.Executors;

class RateLimiterTest {

    private final ScriptedApi api = new ScriptedApi();
    private final FakeTime time = new FakeTime();

    @AfterEach
    void other_threads_are_not_interrupted() {
        Thread.interrupted();
    }

    /** Two exchanges in ten seconds. */
    private RateLimiter waitingUpTo(Duration timeout) {
        return new AtomicRateLimiter("r", twoInTenSeconds(timeout), time::getAsLong);
    }

    private static RateLimiterConfig twoInTenSeconds(Duration timeout) {
        return RateLimiterConfig.custom().limitForPeriod(2).limitRefreshPeriod(Duration.ofSeconds(10))
                .timeoutDuration(timeout).build();
    }

    private UserActionTransport behind(RateLimiter limiter) {
        return Protections.none().withRateLimiter(limiter).withPause(time).decorate((UserActionTransport) api);
    }

    @Test
    void an_exchange_beyond_the_limit_is_held_back_with_the_time_to_wait() {
        UserActionTransport transport = behind(waitingUpTo(Duration.ZERO));
        transport.requestChallenge(ACTION);
        transport.requestChallenge(ACTION);
        time.passes(Duration.ofSeconds(3));

        assertThat(transport.requestChallenge(ACTION)).containsOnLeft(new ApiFailure.HeldBack(
                Exchange.CHALLENGE, Protection.RATE_LIMITER, Option.some(Duration.ofSeconds(7))));

        assertThat(api.asked).as("nothing was sent").hasSize(2);
        assertThat(time.waits).as("nobody waited").isEmpty();
    }

    @Test
    void the_next_period_permits_more_exchanges() {
        UserActionTransport transport = behind(waitingUpTo(Duration.ZERO));
        List.range(0, 2).forEach(exchange -> transport.requestChallenge(ACTION));
        time.passes(Duration.ofSeconds(10));

        assertThat(transport.requestChallenge(ACTION)).isRight();
    }

    @Test
    void exchanges_wait_if_the_limiter_has_a_timeout() {
        UserActionTransport transport = behind(waitingUpTo(Duration.ofSeconds(10)));
        List.range(0, 2).forEach(exchange -> transport.requestChallenge(ACTION));
        time.passes(Duration.ofSeconds(4));

        assertThat(transport.requestChallenge(ACTION)).isRight();

        assertThat(time.waits).containsExactly(Duration.ofSeconds(6));
    }

    @Test
    void an_interrupt_ends_the_wait_and_nothing_is_sent() {
        UserActionTransport transport = behind(waitingUpTo(Duration.ofSeconds(10)));
        List.range(0, 2).forEach(exchange -> transport.requestChallenge(ACTION));
        Thread.currentThread().interrupt();

        assertThat(transport.requestChallenge(ACTION))
                .containsOnLeft(new ApiFailure.Cancelled(Exchange.CHALLENGE, false));

        assertThat(Thread.interrupted()).as("still marked as interrupted").isTrue();
        assertThat(api.asked).hasSize(2);
    }

    @Test
    void another_implementation_of_a_limiter_works_without_a_time_to_wait() {
        var refills = Executors.newSingleThreadScheduledExecutor();
        try {
            UserActionTransport transport =
                    behind(new SemaphoreBasedRateLimiter("s", twoInTenSeconds(Duration.ZERO), refills));
            List.range(0, 2).forEach(exchange -> assertThat(transport.requestChallenge(ACTION)).isRight());

            assertThat(transport.requestChallenge(ACTION)).containsOnLeft(
                    new ApiFailure.HeldBack(Exchange.CHALLENGE, Protection.RATE_LIMITER, Option.none()));
            Thread.currentThread().interrupt();
            assertThat(transport.requestChallenge(ACTION))
                    .containsOnLeft(new ApiFailure.Cancelled(Exchange.CHALLENGE, false));
        } finally {
            refills.shutdownNow();
        }
    }

    @Test
    void retrying_waits_as_long_as_the_limiter_says() {
        Protections protections = Protections.none().withRateLimiter(waitingUpTo(Duration.ZERO));
        var actions = Retrying.by(RetryPolicy.builder(2).buildOrThrow())
                .withPause(time).withNanoTime(time).withRandom(Jitter.SHORTEST)
                .decorate(UserActions.using(protections.decorate((UserActionTransport) api), api.signer())
                        .executedBy(protections.decorate((ActionExecutor) api)));

        assertThat(actions.perform(ACTION)).as("two exchanges, the wait, and then three are too many again").isLeft();

        assertThat(time.waits).containsExactly(Duration.ofSeconds(10));
        assertThat(api.times(Exchange.CHALLENGE)).isEqualTo(2);
        assertThat(api.times(Exchange.EXECUTION)).isZero();
    }
}
