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
 * A blocking call that runs on an executor and completes a future. An executor may reject the call after having run it,
 * run it twice, throw, or drop it: the call is made at most once, and the future says that nothing was sent only if the
 * call never began.
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
     * @param actions the user actions that make the call
     * @param first the first exchange of the call, which is held back if the executor rejects the call
     * @param last the last step of the call, which is named if the user actions break their contract
     * @param call makes the call
     * @return the outcome; cancelling it cancels the attempt
     */
    static <R> CompletableFuture<Either<UserActionFailure, R>> on(
            Executor executor, Object actions, Exchange first, Step last, UserAction action,
            Function<Attempt, Either<UserActionFailure, R>> call) {
        AsynchronousCall<R> asynchronous = new AsynchronousCall<>(
                attempt -> ObservedSteps.named(action, AdapterContract
                        .<UserActionFailure, R>ask(last, actions, () -> call.apply(attempt), failure -> failure)),
                ObservedSteps.named(action, Either.left(UserActionFailure.apiFailed(
                        new ApiFailure.HeldBack(first, Protection.EXECUTOR, Option.none())))));
        asynchronous.submitTo(executor);
        return asynchronous.outcome;
    }

    /** Gives the executor the task alone, so that the task becomes unreachable when the executor drops it. */
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

    /** A static class: a lambda or an inner class would be kept reachable by the future that it completes. */
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

    /** Ends the call after the executor has dropped the task without running it. */
    private void dropped() {
        if (abandon()) {
            outcome.completeAsync(() -> heldBack);
        }
    }

    /** Stops the call when nobody waits for it any more. Does nothing once it has ended. */
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

    /** Clears an interrupt that was meant for this call, as it must not stop the next task of the thread. */
    private synchronized void leave() {
        caller = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }
}
