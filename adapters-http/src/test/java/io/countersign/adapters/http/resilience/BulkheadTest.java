package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.UserActionTransport;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.vavr.control.Option;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

class BulkheadTest {

    private final ScriptedApi api = new ScriptedApi();

    @AfterEach
    void other_threads_are_not_interrupted() {
        Thread.interrupted();
    }

    private UserActionTransport behind(Bulkhead bulkhead) {
        return Protections.none().withBulkhead(bulkhead).decorate((UserActionTransport) api);
    }

    private static Bulkhead one(Duration longestWait) {
        return Bulkhead.of("b", BulkheadConfig.custom().maxConcurrentCalls(1).maxWaitDuration(longestWait).build());
    }

    @Test
    @Timeout(10)
    void while_one_exchange_is_under_way_another_is_held_back_and_afterwards_it_passes() throws Exception {
        UserActionTransport transport = behind(one(Duration.ZERO));
        var underWay = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        api.meanwhile(() -> {
            underWay.countDown();
            await(done);
        });
        var first = CompletableFuture.supplyAsync(
                () -> transport.requestChallenge(ACTION), task -> new Thread(task).start());
        underWay.await();

        assertThat(transport.requestChallenge(ACTION)).containsOnLeft(
                new ApiFailure.HeldBack(Exchange.CHALLENGE, Protection.BULKHEAD, Option.none()));

        assertThat(api.asked).as("nothing was sent but the first").hasSize(1);
        done.countDown();
        assertThat(first.join()).isRight();
        assertThat(transport.requestChallenge(ACTION)).isRight();
    }

    @Test
    @Timeout(10)
    void an_interrupt_ends_the_wait_and_nothing_is_sent() {
        Bulkhead full = one(Duration.ofHours(1));
        full.acquirePermission();
        Thread.currentThread().interrupt();

        assertThat(behind(full).requestChallenge(ACTION))
                .containsOnLeft(new ApiFailure.Cancelled(Exchange.CHALLENGE, false));

        assertThat(Thread.interrupted()).as("still marked as interrupted").isTrue();
        assertThat(api.asked).isEmpty();
        assertThat(full.getMetrics().getAvailableConcurrentCalls()).as("nothing was given back").isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }
}
