package io.countersign.ports.inbound;

import static io.countersign.ports.fixture.Challenges.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.vavr.api.VavrAssertions.assertThat;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.domain.action.AuthorizedAction;
import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.domain.challenge.PendingUserAction;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.fixture.Challenges;
import io.countersign.ports.fixture.FakeKey;
import io.countersign.ports.fixture.FakeApi;
import io.countersign.ports.fixture.Signed;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

@Timeout(30)
class AsynchronousUserActionsTest {

    private static final UserAction ACTION = UserAction.of("POST", "/wallets", "{}").get()
            .withCorrelationId(CorrelationId.of("order-4711").get());

    private final ExecutorService oneThread = Executors.newSingleThreadExecutor();
    private final FakeApi fakeApi = new FakeApi();
    private final ExecutingUserActions actions =
            UserActions.using(fakeApi, FakeKey.of("k", fakeApi).signer()).executedBy(fakeApi);

    @AfterEach
    void stop() {
        oneThread.shutdownNow();
    }

    @Test
    void an_action_is_performed_on_the_executor_and_its_answer_comes_as_a_future() {
        var thread = new AtomicReference<Thread>();
        fakeApi.executing(() -> {
            thread.set(Thread.currentThread());
            return Either.right(FakeApi.ANSWER);
        });

        assertThat(actions.asynchronousOn(oneThread).perform(ACTION).join()).containsOnRight(FakeApi.ANSWER);

        assertThat(thread.get()).isNotSameAs(Thread.currentThread());
        assertThat(fakeApi.asked).containsExactly("challenge", "sign k", "redeem", "execute");
    }

    @Test
    void a_failure_is_a_value_of_the_future_and_no_exception() {
        var why = ApiFailure.unreachable(Exchange.CHALLENGE, "no route");
        fakeApi.challenging(() -> Either.left(why));

        assertThat(actions.asynchronousOn(oneThread).authorize(ACTION).join())
                .containsOnLeft(UserActionFailure.apiFailed(why).withCorrelationId(ACTION.correlationId()));
    }

    @Test
    void an_action_can_be_authorised_without_anybody_to_make_it() {
        UserActions authorizing = UserActions.using(fakeApi, FakeKey.of("k", fakeApi).signer());

        assertThat(authorizing.asynchronousOn(oneThread).authorize(ACTION).join())
                .containsOnRight(ACTION.authorizedBy(FakeApi.TOKEN));
        assertThat(fakeApi.executed).isEmpty();
    }

    @Test
    void a_delegated_action_is_begun_and_completed_on_the_executor() {
        fakeApi.challenging(Challenges.forTwoOf("k", "l"));
        var delegated = DelegatedUserActions.using(fakeApi).asynchronousOn(oneThread);

        PendingUserAction pending = delegated.begin(ACTION).join().get();

        assertThat(delegated.complete(pending, Signed.by(key("k"))).join()).isLeft();
        assertThat(delegated.complete(pending, Signed.by(key("k")), Signed.by(key("l"))).join())
                .containsOnRight(ACTION.authorizedBy(FakeApi.TOKEN));
        assertThat(fakeApi.asked).containsExactly("challenge", "redeem");
    }

    @Test
    void cancelling_interrupts_the_call_that_is_under_way() throws InterruptedException {
        var call = new BlockingCall();
        fakeApi.executing(call::answer);

        var future = actions.asynchronousOn(oneThread).perform(ACTION);
        call.begun.await();
        future.cancel(true);

        assertThat(call.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(future).isCancelled();
    }

    @Test
    void a_future_that_runs_out_of_time_stops_its_call_too() throws InterruptedException {
        var call = new BlockingCall();
        fakeApi.executing(call::answer);

        var future = actions.asynchronousOn(oneThread).perform(ACTION).orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join);
        oneThread.shutdown();
        assertThat(oneThread.awaitTermination(20, TimeUnit.SECONDS)).as("nothing is left behind").isTrue();
    }

    @Test
    void a_call_that_was_cancelled_before_its_turn_is_never_made() throws InterruptedException {
        var turn = new CountDownLatch(1);
        oneThread.execute(() -> await(turn));

        var future = actions.asynchronousOn(oneThread).perform(ACTION);
        future.cancel(false);
        turn.countDown();
        oneThread.shutdown();

        assertThat(oneThread.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fakeApi.asked).isEmpty();
    }

    /** Pools clear interrupts themselves between tasks; an executor need not be a pool. */
    @Test
    void the_interrupt_of_a_cancelled_call_does_not_reach_what_the_thread_does_next() throws Exception {
        var call = new BlockingCall();
        fakeApi.executing(call::answer);
        var interruptedAfterwards = new CompletableFuture<Boolean>();
        var future = actions.asynchronousOn(task -> oneThread.execute(() -> {
            task.run();
            interruptedAfterwards.complete(Thread.interrupted());
        })).perform(ACTION);
        call.begun.await();
        future.cancel(true);

        assertThat(interruptedAfterwards.get()).isFalse();
    }

    @Test
    void cancelling_what_is_done_changes_nothing() {
        var future = actions.asynchronousOn(oneThread).perform(ACTION);
        future.join();

        assertThat(future.cancel(true)).isFalse();
        assertThat(future.join()).containsOnRight(FakeApi.ANSWER);
    }

    @Test
    void an_interrupt_that_somebody_else_sent_is_kept() throws Exception {
        fakeApi.executing(() -> {
            Thread.currentThread().interrupt();
            return Either.right(FakeApi.ANSWER);
        });
        var seen = new AtomicReference<Boolean>();

        actions.asynchronousOn(task -> {
            task.run();
            seen.set(Thread.interrupted());
        }).perform(ACTION).join();

        assertThat(seen.get()).isTrue();
    }

    @Test
    void if_an_executor_is_full_nothing_was_sent() {
        var full = actions.asynchronousOn(task -> {
            throw new RejectedExecutionException("no");
        });
        var heldBack = UserActionFailure.apiFailed(
                new ApiFailure.HeldBack(Exchange.CHALLENGE, Protection.EXECUTOR, Option.none()))
                .withCorrelationId(ACTION.correlationId());

        assertThat(full.perform(ACTION).join()).containsOnLeft(heldBack);
        assertThat(full.authorize(ACTION).join()).containsOnLeft(heldBack);
        assertThat(fakeApi.asked).isEmpty();
    }

    @Test
    void after_user_actions_threw_the_call_may_have_been_made() {
        var broken = new ExecutingUserActions() {

            @Override
            public Either<UserActionFailure, AuthorizedAction> authorize(UserAction a) {
                throw new IllegalStateException("s3cr3t");
            }

            @Override
            public Either<UserActionFailure, ApiAnswer> perform(UserAction a) {
                throw new IllegalStateException("s3cr3t");
            }
        }.asynchronousOn(oneThread);

        var failure = broken.perform(ACTION).join().getLeft();
        assertThat(failure.kind()).isEqualTo(UserActionFailure.Kind.ADAPTER_BROKE);
        assertThat(failure.step()).isEqualTo(Step.EXECUTION);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(failure.message()).endsWith("[order-4711]").doesNotContain("s3cr3t");
        assertThat(broken.authorize(ACTION).join().getLeft().mayHaveTakenEffect()).isFalse();
    }

    @Test
    void after_an_error_of_the_jvm_the_call_may_have_been_made() {
        fakeApi.executing(() -> {
            throw new StackOverflowError();
        });

        var failure = actions.asynchronousOn(oneThread).perform(ACTION).join().getLeft();

        assertThat(failure).returns(UserActionFailure.Kind.ADAPTER_BROKE, UserActionFailure::kind);
        assertThat(failure.mayHaveTakenEffect()).isTrue();
        assertThat(failure.message()).contains("StackOverflowError");
    }

    @Test
    void many_calls_wait_at_once_each_for_its_own_answer() {
        ExecutorService many = manyThreads();
        try {
            var all = new CountDownLatch(200);
            ExecutingUserActions meeting = new ExecutingUserActions() {

                @Override
                public Either<UserActionFailure, AuthorizedAction> authorize(
                        UserAction action) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Either<UserActionFailure, ApiAnswer> perform(UserAction action) {
                    all.countDown();
                    await(all);
                    return Either.right(new ApiAnswer(200, Option.none(), action.payload().text()));
                }
            };
            List<CompletableFuture<Either<UserActionFailure, ApiAnswer>>> futures = new ArrayList<>();
            for (int number = 0; number < 200; number++) {
                futures.add(meeting.asynchronousOn(many)
                        .perform(UserAction.of("POST", "/wallets", "{\"n\":" + number + "}").get()));
            }

            for (int number = 0; number < 200; number++) {
                assertThat(futures.get(number).join().get().body()).isEqualTo("{\"n\":" + number + "}");
            }
        } finally {
            many.shutdownNow();
        }
    }

    /** Virtual threads where this JVM has them (21 and later). */
    private static ExecutorService manyThreads() {
        try {
            return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException before21) {
            return Executors.newCachedThreadPool();
        }
    }

    @Test
    void nulls_are_refused_at_once() {
        var delegated = DelegatedUserActions.using(fakeApi).asynchronousOn(oneThread);
        var pending = new PendingUserAction(ACTION, Challenges.forOneOf("k"));
        var assertion = Signed.by(key("k"));

        assertThatNullPointerException().isThrownBy(() -> actions.asynchronousOn(null)).withMessage("executor");
        assertThatNullPointerException().isThrownBy(() -> DelegatedUserActions.using(fakeApi).asynchronousOn(null))
                .withMessage("executor");
        assertThatNullPointerException().isThrownBy(() -> actions.asynchronousOn(oneThread).perform(null))
                .withMessage("action");
        assertThatNullPointerException().isThrownBy(() -> actions.asynchronousOn(oneThread).authorize(null))
                .withMessage("action");
        assertThatNullPointerException().isThrownBy(() -> delegated.begin(null)).withMessage("action");
        assertThatNullPointerException().isThrownBy(() -> delegated.complete(null, assertion)).withMessage("pending");
        assertThatNullPointerException().isThrownBy(() -> delegated.complete(pending, null)).withMessage("first");
        assertThatNullPointerException().isThrownBy(() -> delegated.complete(pending, assertion, null))
                .withMessage("second");
        assertThat(fakeApi.asked).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An exchange that never ends by itself. */
    private static final class BlockingCall {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);

        Either<ApiFailure, ApiAnswer> answer() {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                interrupted.countDown();
            }
            return Either.left(new ApiFailure.Cancelled(Exchange.EXECUTION, true));
        }
    }
}
