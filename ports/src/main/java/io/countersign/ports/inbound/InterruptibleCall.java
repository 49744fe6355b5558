package io.countersign.ports.inbound;

import io.countersign.domain.action.CorrelationId;
import io.countersign.domain.action.Step;
import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.countersign.ports.outbound.ApiFailure.HeldBack.Protection;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** A blocking call on an executor, as a future that stops the call when nobody waits for it any more. */
final class InterruptibleCall<R> implements Runnable {

    private final Supplier<Either<UserActionFailure, R>> call;
    private final CompletableFuture<Either<UserActionFailure, R>> outcome = new CompletableFuture<>();
    /** The thread that is making the call. Guarded by this, so that it is never interrupted in the middle of another. */
    private @Nullable Thread caller;
    private boolean interrupted;

    private InterruptibleCall(Supplier<Either<UserActionFailure, R>> call) {
        this.call = call;
        outcome.whenComplete((answer, thrown) -> stop());
    }

    /**
     * That call on that executor.
     *
     * @param actions whose call it is
     * @param last the last step that the call may take, to be blamed if they break their contract
     */
    static <R> CompletableFuture<Either<UserActionFailure, R>> on(
            Executor executor, Object actions, Step last, Option<CorrelationId> correlationId,
            Supplier<Either<UserActionFailure, R>> call) {
        InterruptibleCall<R> interruptible = new InterruptibleCall<>(() -> AdapterContract
                .<UserActionFailure, R>ask(last, actions, call, failure -> failure)
                .mapLeft(failure -> failure.correlatedBy(correlationId)));
        try {
            executor.execute(interruptible);
        } catch (RejectedExecutionException full) {
            interruptible.outcome.complete(Either.left(new UserActionFailure.ApiFailed(
                    new ApiFailure.HeldBack(Exchange.CHALLENGE, Protection.EXECUTOR, Option.none()), correlationId)));
        }
        return interruptible.outcome;
    }

    @Override
    public void run() {
        synchronized (this) {
            if (outcome.isDone()) {
                return;
            }
            caller = Thread.currentThread();
        }
        try {
            Either<UserActionFailure, R> answer = call.get();
            leave();
            outcome.complete(answer);
        } catch (Throwable error) {
            leave();
            outcome.completeExceptionally(error);
        }
    }

    private synchronized void stop() {
        if (caller != null) {
            interrupted = true;
            caller.interrupt();
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
