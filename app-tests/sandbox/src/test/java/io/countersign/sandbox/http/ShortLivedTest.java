package io.countersign.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.sandbox.fixture.AtOnce;
import io.countersign.sandbox.fixture.TestClock;
import io.countersign.sandbox.model.SandboxUser;
import io.countersign.sandbox.signing.DescribedCall;
import io.countersign.sandbox.signing.IssuedTokens;
import io.countersign.sandbox.signing.SigningSessions;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Tests the expiry of challenges and tokens. */
class ShortLivedTest {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int THREADS = 4;

    private final TestClock clock = new TestClock();
    private final ShortLived<String> kept = new ShortLived<>(clock);

    private void put(String name) {
        kept.put(name, "value of " + name, clock.instant().plus(LIFETIME));
    }

    @Test
    void a_value_is_found_until_its_very_last_moment() {
        put("a");
        clock.advance(LIFETIME.minusNanos(1));
        assertThat(kept.get("a")).contains("value of a");

        clock.advance(Duration.ofNanos(1));
        assertThat(kept.get("a")).isEmpty();
    }

    @Test
    void a_value_is_removed_once() {
        put("a");

        assertThat(kept.remove("a")).isTrue();
        assertThat(kept.remove("a")).isFalse();
        assertThat(kept.get("a")).isEmpty();
    }

    @Test
    void the_old_go_when_something_new_comes_and_the_young_stay() {
        put("old");
        clock.advance(LIFETIME.dividedBy(2));
        put("young");
        clock.advance(LIFETIME.dividedBy(2));
        put("new");

        assertThat(kept.size()).isEqualTo(2);
        assertThat(kept.get("young")).contains("value of young");
        assertThat(kept.get("new")).contains("value of new");
    }

    @Test
    void threads_that_let_go_at_the_same_time_forget_nothing_young() throws Exception {
        CyclicBarrier endOfRound = new CyclicBarrier(THREADS, () -> {
            assertThat(kept.size()).isEqualTo(THREADS);
            clock.advance(LIFETIME);
        });
        AtOnce.of(THREADS, thread -> {
            for (int round = 0; round < 20_000; round++) {
                put(round + "." + thread);
                await(endOfRound);
            }
            return thread;
        });

        put("last");
        assertThat(kept.size()).isEqualTo(1);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void a_sandbox_that_runs_for_days_keeps_the_challenges_and_tokens_of_one_lifetime() {
        SigningSessions sessions = new SigningSessions(clock, LIFETIME);
        IssuedTokens tokens = new IssuedTokens(clock, LIFETIME);
        SandboxUser user = new SandboxUser("us-1", "EndUser", "t", "p", "1", List.of());
        for (int second = 0; second < 10_000; second++) {
            tokens.issueFor(sessions.open(user, new DescribedCall("POST", "/wallets", "")).session());
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(sessions.issued()).isEqualTo(10_000);
        assertThat(sessions.kept()).isEqualTo(300);
        assertThat(tokens.kept()).isEqualTo(300);
    }
}
