package io.countersign.ports.inbound;

import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.ApiFailure.HeldBack.Protection;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.failure.UserActionFailure;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.lang.ref.Cleaner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A blocking call that runs on an executor and completes a future. Whatever the executor does (rejects the call after
 * having run it, runs it twice, throws, or drops it), the call is made at most once, and the future says that nothing was
 * sent only if the call provably never began.
 */
final class AsynchronousCall<R> {

    private static final Cleaner DROPPED_TASKS = Cleaner.create();

    /** The states of a call. It leaves {@code NOT_BEGUN} once. */
    private enum State { NOT_BEGUN, BEGUN, ABANDONED }

    private final Attempt attempt = Attempt.create();
    private final AtomicReference<State> state = new AtomicReference<>(State.NOT_BEGUN);
    private final CompletableFuture<Either<UserActionFailure, R>> outcome = new CompletableFuture<>();
    private final Function<Attempt, Either<UserActionFailure, R>> call;
    private final Either<UserActionFailure, R> heldBack;
    /** The thread that makes the call. Guarded by this, so that it is never interrupted in the middle of another. */
    private @Nullable Thread caller;
    private boolean interrupted;

    private AsynchronousCall(Function<Attempt, Either<UserActionFailure, R>> call,
            Either<UserActionFailure, R> heldBack) {
        this.call = call;
        this.heldBack = heldBack;
    }

    /**
     * Starts a call on an executor.
     *
     * @param actions whose call it is
     * @param first the first exchange of the call, which is held back if the executor does not take it
     * @param last the last step that the call may take, to be blamed if they break their contract
     * @param call makes the call
     * @return what comes of it; cancelling it cancels the attempt
     */
    static <R> CompletableFuture<Either<UserActionFailure, R>> on(
            Executor executor, Object actions, Exchange first, Step last, UserAction action,
            Function<Attempt, Either<UserActionFailure, R>> call) {
        AsynchronousCall<R> asynchronous = new AsynchronousCall<>(
                attempt -> ObservedSteps.named(action, AdapterContract
                        .<UserActionFailure, R>ask(last, actions, () -> call.apply(attempt), failure -> failure)),
                ObservedSteps.named(action, Either.left(new UserActionFailure.ApiFailed(
                        new ApiFailure.HeldBack(first, Protection.EXECUTOR, Option.none())))));
        asynchronous.submitTo(executor);
        return asynchronous.outcome;
    }

    /** The task alone is handed out, so that it becomes unreachable when an executor drops it. */
    private void submitTo(Executor executor) {
        Task task = new Task(this);
        Cleaner.Cleanable whenDropped = DROPPED_TASKS.register(task, this::dropped);
        outcome.whenComplete((answer, thrown) -> {
            stop();
            whenDropped.clean();
        });
        try {
            executor.execute(task);
        } catch (Throwable refused) {
            if (abandon()) {
                outcome.complete(heldBack);
            }
        }
    }

    /** A class of its own: a lambda or an inner class would be kept reachable by what it completes. */
    private record Task(AsynchronousCall<?> call) implements Runnable {

        @Override
        public void run() {
            call.run();
        }
    }

    private void run() {
        if (!state.compareAndSet(State.NOT_BEGUN, State.BEGUN)) {
            return;
        }
        synchronized (this) {
            caller = Thread.currentThread();
        }
        try {
            Either<UserActionFailure, R> answer = outcome.isDone() ? heldBack : call.apply(attempt);
            leave();
            outcome.complete(answer);
        } catch (Throwable exhausted) {
            leave();
            outcome.completeExceptionally(exhausted);
        }
    }

    private boolean abandon() {
        return state.compareAndSet(State.NOT_BEGUN, State.ABANDONED);
    }

    /** The executor let go of the task without running it, as one does that is shut down at once. */
    private void dropped() {
        if (abandon()) {
            outcome.completeAsync(() -> heldBack);
        }
    }

    /** Stops the call when nobody waits for it any more; does nothing once it has ended. */
    private void stop() {
        abandon();
        attempt.cancel();
        synchronized (this) {
            if (caller != null) {
                interrupted = true;
                caller.interrupt();
            }
        }
    }

    /** An interrupt that was meant for this call must not stop what the thread does next. */
    private synchronized void leave() {
        caller = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }
}
