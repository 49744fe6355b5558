package io.countersign.adapters.http.resilience;

import static io.countersign.adapters.http.fixture.Failures.unreachable;
import static io.countersign.adapters.http.fixture.ScriptedApi.ACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.adapters.http.fixture.RecordingListener;
import io.countersign.adapters.http.fixture.ScriptedApi;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.inbound.UserActions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

class RetryingUnderInterruptionTest {

    private static final RetryPolicy PATIENT = RetryPolicy.builder(9).initialInterval(Duration.ofHours(1))
            .maxInterval(Duration.ofHours(1)).maxDuration(Duration.ofDays(1)).buildOrThrow();
    private static final UserActionFailure UNREACHABLE =
            UserActionFailure.apiFailed(unreachable(Exchange.CHALLENGE));

    private final ScriptedApi api = new ScriptedApi()
            .failing(unreachable(Exchange.CHALLENGE), unreachable(Exchange.CHALLENGE));
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void other_threads_are_not_interrupted() {
        Thread.interrupted();
    }

    private UserActions pausing(Pause pause) {
        return Retrying.by(PATIENT).withListener(listener).withPause(pause)
                .decorate(UserActions.using(api, api.signer()));
    }

    @Test
    void an_interrupt_ends_a_wait_the_last_failure_is_the_answer_and_nothing_more_is_sent() {
        UserActions actions = pausing(wait -> {
            throw new InterruptedException();
        });

        assertThat(actions.authorize(ACTION)).containsOnLeft(UNREACHABLE);

        assertThat(Thread.interrupted()).as("still marked as interrupted").isTrue();
        assertThat(api.asked).containsExactly(Exchange.CHALLENGE);
    }

    @Test
    void a_pause_that_returns_early_with_the_interrupt_flag_set_ends_the_wait_as_well() {
        UserActions actions = pausing(wait -> Thread.currentThread().interrupt());

        assertThat(actions.authorize(ACTION)).containsOnLeft(UNREACHABLE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(api.asked).containsExactly(Exchange.CHALLENGE);
    }

    @Test
    void after_an_interrupt_during_an_attempt_there_is_no_event_and_no_wait() {
        FakeTime time = new FakeTime();
        api.meanwhile(() -> Thread.currentThread().interrupt());

        assertThat(pausing(time).authorize(ACTION)).containsOnLeft(UNREACHABLE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(listener.startedOver).isEmpty();
        assertThat(api.asked).containsExactly(Exchange.CHALLENGE);
    }

    @Test
    @Timeout(10)
    void a_thread_that_sleeps_for_an_hour_wakes_up_at_once() throws Exception {
        var waiting = new CountDownLatch(1);
        var outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> outcome.complete(pausing(wait -> {
            waiting.countDown();
            Pause.sleeping().during(Duration.ofHours(1));
        }).authorize(ACTION).getLeft()));

        caller.start();
        waiting.await();
        caller.interrupt();

        assertThat(outcome.join()).isEqualTo(UNREACHABLE);
        caller.join();
        assertThat(api.asked).containsExactly(Exchange.CHALLENGE);
    }

    @Test
    @Timeout(10)
    void cancelling_an_asynchronous_action_ends_its_wait_and_nothing_more_is_sent() throws Exception {
        var waiting = new CountDownLatch(1);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            var future = pausing(wait -> {
                waiting.countDown();
                Pause.sleeping().during(Duration.ofHours(1));
            }).asynchronousOn(executor).authorize(ACTION);
            waiting.await();

            future.cancel(true);

            executor.shutdown();
            assertThat(executor.awaitTermination(5, TimeUnit.SECONDS)).as("the thread is free again").isTrue();
            assertThat(api.asked).containsExactly(Exchange.CHALLENGE);
        } finally {
            executor.shutdownNow();
        }
    }
}
