package io.countersign.ports.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeApi;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Whatever an executor does with a call, it is made at most once, and what is told of it is true. */
@Timeout(30)
class ForeignExecutorsTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get();
    private static final UserActionFailure HELD_BACK = UserActionFailure.apiFailed(
            new ApiFailure.HeldBack(Exchange.CHALLENGE, Protection.EXECUTOR, Option.none()));

    private final FakeApi fakeApi = new FakeApi();
    private final ExecutingUserActions actions =
            UserActions.using(fakeApi, FakeKey.of("k", fakeApi).signer()).executedBy(fakeApi);

    @Test
    void an_executor_that_runs_a_call_and_then_rejects_it_does_not_hide_that_it_was_made() {
        var future = actions.asynchronousOn(task -> {
            task.run();
            throw new RejectedExecutionException("the audit pool is full");
        }).perform(ACTION);

        assertThat(future.join()).containsOnRight(FakeApi.ANSWER);
        assertThat(fakeApi.executed).hasSize(1);
    }

    @Test
    void an_executor_that_throws_after_it_began_a_call_does_not_hide_the_outcome()
            throws Exception {
        var pool = Executors.newSingleThreadExecutor();
        var begun = new CountDownLatch(1);
        var rejected = new CountDownLatch(1);
        fakeApi.executing(() -> {
            begun.countDown();
            await(rejected);
            return Either.left(ApiFailure.connectionLost(Exchange.EXECUTION, "reset"));
        });
        try {
            var future = actions.asynchronousOn(task -> {
                pool.execute(task);
                await(begun);
                throw new NoSuchMethodError("version skew");
            }).perform(ACTION);
            rejected.countDown();

            UserActionFailure failure = future.join().getLeft();
            assertThat(failure.code()).isEqualTo("connection_lost");
            assertThat(failure.mayHaveTakenEffect()).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void an_executor_that_keeps_a_call_rejects_it_and_runs_it_later_makes_no_call() {
        List<Runnable> kept = new ArrayList<>();
        var future = actions.asynchronousOn(task -> {
            kept.add(task);
            throw new IllegalStateException("metrics");
        }).perform(ACTION);

        assertThat(future.join()).containsOnLeft(HELD_BACK);
        kept.forEach(Runnable::run);

        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void an_executor_that_runs_a_call_twice_makes_it_once() {
        var future = actions.asynchronousOn(task -> {
            task.run();
            task.run();
        }).perform(ACTION);

        assertThat(future.join()).containsOnRight(FakeApi.ANSWER);
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "redeem", "execute");
    }

    @Test
    void an_executor_that_runs_a_call_on_two_threads_at_once_makes_it_once() throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 200; round++) {
                var once = new FakeApi();
                var both = new CountDownLatch(2);
                var ended = new CountDownLatch(2);
                var future = UserActions.using(once, FakeKey.of("k", once).signer()).executedBy(once)
                        .asynchronousOn(task -> {
                            Runnable meeting = () -> {
                                both.countDown();
                                await(both);
                                task.run();
                                ended.countDown();
                            };
                            pool.execute(meeting);
                            pool.execute(meeting);
                        }).perform(ACTION);

                assertThat(future.get()).containsOnRight(FakeApi.ANSWER);
                ended.await();
                assertThat(once.asked).containsExactly("challenge", "sign k", "redeem", "execute");
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void a_call_that_an_executor_drops_ends_as_held_back() {
        assertThat(collected(actions.asynchronousOn(task -> { }).perform(ACTION))).containsOnLeft(HELD_BACK);

        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void a_call_that_waits_in_a_pool_ends_as_held_back_when_the_pool_is_shut_down_at_once() {
        var pool = Executors.newSingleThreadExecutor();
        var busy = new CountDownLatch(1);
        pool.execute(() -> {
            busy.countDown();
            await(new CountDownLatch(1));
        });
        await(busy);
        var future = actions.asynchronousOn(pool).perform(ACTION);

        assertThat(pool.shutdownNow()).hasSize(1);

        assertThat(collected(future)).containsOnLeft(HELD_BACK);
        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void a_call_that_is_still_reachable_does_not_count_as_dropped() {
        List<Runnable> held = new ArrayList<>();
        var future = actions.asynchronousOn(held::add).perform(ACTION);
        System.gc();
        assertThat(future).isNotDone();

        held.get(0).run();

        assertThat(future.join()).containsOnRight(FakeApi.ANSWER);
    }

    @Test
    void a_call_that_waits_is_kept_though_nobody_holds_its_future() {
        List<Runnable> held = new ArrayList<>();
        var heard = new AtomicInteger();
        actions.asynchronousOn(held::add).perform(ACTION).thenRun(heard::incrementAndGet);
        System.gc();

        held.remove(0).run();

        assertThat(heard).hasValue(1);
        assertThat(fakeApi.executed).hasSize(1);
    }

    /**
     * What comes of a future once nobody can run its call any more; the garbage collector finds out in a few rounds.
     */
    private static Either<UserActionFailure, ApiAnswer> collected(
            CompletableFuture<Either<UserActionFailure, ApiAnswer>> future) {
        for (int round = 0; round < 1_000 && !future.isDone(); round++) {
            System.gc();
            Thread.yield();
        }
        return future.getNow(null);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
