package io.countersign.ports.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.control.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whatever happens at the same time, whatever adapters, listeners and executors do: no call that is not idempotent is
 * carried out twice, no failure that says "safe" comes with one that was, nothing is sent after it was cancelled, and
 * every future ends.
 */
class AnyScheduleTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get();
    private static final int SCHEDULES = 5_000;

    @AfterEach
    void nobody_else_is_interrupted() {
        Thread.interrupted();
    }

    @Test
    void no_schedule_makes_a_call_twice_or_reports_a_call_that_was_made_as_not_sent() {
        int carriedOut = 0;
        int answered = 0;
        int cancelled = 0;
        int safe = 0;
        int open = 0;
        int startedOver = 0;
        for (long seed = 0; seed < SCHEDULES; seed++) {
            var any = new Random(seed);
            int inAll = 0;
            AnySchedule schedule;
            do {
                schedule = new AnySchedule(any, ACTION);
                schedule.run();
                assertThat(schedule.violations()).as("seed %d", seed).isEmpty();
                inAll += schedule.carriedOut;
                startedOver++;
            } while (schedule.outcome != null && schedule.outcome.isLeft()
                    && schedule.outcome.getLeft().mayStartOver(ACTION));
            assertThat(inAll).as("a caller that follows the advice, seed %d", seed).isLessThanOrEqualTo(1);
            startedOver--;

            var outcome = schedule.outcome;
            carriedOut += inAll;
            answered += outcome != null && outcome.isRight() ? 1 : 0;
            cancelled += outcome == null || outcome.isLeft() && outcome.getLeft().code().equals("cancelled") ? 1 : 0;
            safe += outcome != null && outcome.isLeft() && !outcome.getLeft().mayHaveTakenEffect() ? 1 : 0;
            open += outcome != null && outcome.isLeft() && outcome.getLeft().mayHaveTakenEffect() ? 1 : 0;
        }
        for (int share : new int[] {carriedOut, answered, cancelled, safe, open, startedOver}) {
            assertThat(share).as("carried out %d, answered %d, cancelled %d, safe %d, open %d, started over %d",
                    carriedOut, answered, cancelled, safe, open, startedOver).isGreaterThan(SCHEDULES / 50);
        }
    }

    @Test
    void an_idempotent_call_is_carried_out_once_an_attempt_too() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            var schedule = new AnySchedule(new Random(seed), ACTION.markedIdempotent());
            schedule.run();
            assertThat(schedule.violations()).as("seed %d", seed).isEmpty();
        }
    }

    /** The same on real threads: two run the call, a third cancels it, each at a moment of its own. */
    @Test
    @Timeout(60)
    void on_real_threads_nothing_is_sent_twice_or_after_it_was_cancelled() throws Exception {
        var pool = Executors.newFixedThreadPool(3);
        int sentInAll = 0;
        int notSentInAll = 0;
        try {
            for (int seed = 0; seed < 1_000; seed++) {
                var any = new Random(seed);
                int spins = any.nextInt(4_000);
                var fakeApi = new Racing();
                var together = new CyclicBarrier(3);
                var ended = new CountDownLatch(3);
                var future = UserActions.using(fakeApi.api, FakeKey.of("k", fakeApi.api).signer())
                        .executedBy(fakeApi).asynchronousOn(task -> {
                            for (int run = 0; run < 2; run++) {
                                pool.execute(() -> {
                                    meet(together);
                                    task.run();
                                    ended.countDown();
                                });
                            }
                        }).perform(ACTION);
                pool.execute(() -> {
                    meet(together);
                    for (int spin = 0; spin < spins; spin++) {
                        Thread.onSpinWait();
                    }
                    future.cancel(true);
                    fakeApi.cancelled.set(true);
                    ended.countDown();
                });
                ended.await();

                assertThat(fakeApi.sentAfterwards).as("sent after it was cancelled, seed %d", seed).isFalse();
                assertThat(fakeApi.sent.get()).as("sent, seed %d", seed).isLessThanOrEqualTo(1);
                assertThat(future).as("seed %d", seed).isDone();
                sentInAll += fakeApi.sent.get();
                notSentInAll += 1 - fakeApi.sent.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(sentInAll).as("some are sent first").isPositive();
        assertThat(notSentInAll).as("some are cancelled first").isPositive();
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Tries to send twice, clears interrupts, and notes what it was permitted though the call was cancelled before. */
    private static final class Racing implements ActionExecutor {

        private final FakeApi api = new FakeApi();
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicInteger sent = new AtomicInteger();
        private volatile boolean sentAfterwards;

        @Override
        public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction action) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Either<ApiFailure, ApiAnswer> execute(AuthorizedAction action, Transmission transmission) {
            for (int attempt = 0; attempt < 2; attempt++) {
                Thread.interrupted();
                boolean cancelledBefore = cancelled.get();
                if (transmission.beginSending()) {
                    sent.incrementAndGet();
                    sentAfterwards |= cancelledBefore;
                }
            }
            return sent.get() > 0
                    ? Either.right(FakeApi.ANSWER)
                    : Either.left(new ApiFailure.Cancelled(Exchange.EXECUTION, !transmission.abandon()));
        }
    }
}
