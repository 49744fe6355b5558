package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.UserAction;
import io.countersign.ports.inbound.UserActionFailure;
import io.countersign.ports.outbound.UserActionEvent.ActionDescription;
import io.countersign.ports.outbound.UserActionEvent.StartingOver;
import io.countersign.ports.outbound.UserActionListener;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Has attempts made until one succeeds, may not be followed by another, or was the last that the policy allows.
 * Resilience4j counts the attempts and asks for the intervals; the wait itself is ours, because its own cannot be
 * handed in and turns an interrupt into an exception.
 */
final class Repetition {

    /** What this thread is at. A retrying within a retrying of the same action leaves repeating to the outer one. */
    private static final ThreadLocal<@Nullable UserAction> UNDER_WAY = new ThreadLocal<>();

    private final Retry retry;
    private final UserActionListener listener;
    private final Pause pause;
    private final LongSupplier nanoTime;

    Repetition(RetryPolicy policy, Backoff backoff, UserActionListener listener, Pause pause, LongSupplier nanoTime) {
        this.retry = Retry.of("countersign", RetryConfig.<Failed>custom()
                .maxAttempts(policy.attempts())
                .retryOnResult(Failed::mayBeRepeated)
                .intervalBiFunction((failedAttempts, failed) ->
                        backoff.millisAfter(failedAttempts, failed.get().retryAfter(), failed.get().elapsed()))
                .build());
        this.listener = listener;
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** What is asked of the library after each failure. */
    private record Failed(UserActionFailure failure, boolean mayBeRepeated, Duration elapsed) {

        Option<Duration> retryAfter() {
            return failure instanceof UserActionFailure.ApiFailed failed
                    ? failed.failure().retryAfter()
                    : Option.none();
        }
    }

    /**
     * The first success; else the last failure as it is, but for one before it that left open whether the call was
     * made: that a later attempt was refused does not decide it. How many there were is told to the listener.
     */
    <R> Either<UserActionFailure, R> of(
            UserAction action, Predicate<UserActionFailure> mayBeRepeated,
            Supplier<Either<UserActionFailure, R>> attempt) {
        UserAction outer = UNDER_WAY.get();
        if (action.equals(outer)) {
            return attempt.get();
        }
        UNDER_WAY.set(action);
        try {
            return repeated(action, mayBeRepeated, attempt);
        } finally {
            goBackTo(outer);
        }
    }

    private static void goBackTo(@Nullable UserAction outer) {
        if (outer == null) {
            UNDER_WAY.remove();
        } else {
            UNDER_WAY.set(outer);
        }
    }

    private <R> Either<UserActionFailure, R> repeated(
            UserAction action, Predicate<UserActionFailure> mayBeRepeated,
            Supplier<Either<UserActionFailure, R>> attempt) {
        Retry.AsyncContext<Failed> attempts = retry.asyncContext();
        long begun = nanoTime.getAsLong();
        @Nullable Either<UserActionFailure, R> leftOpen = null;
        for (int failedAttempts = 1; ; failedAttempts++) {
            Either<UserActionFailure, R> outcome = attempt.get();
            if (outcome.isRight()) {
                return outcome;
            }
            UserActionFailure failure = outcome.getLeft();
            leftOpen = failure.isSafeToRepeat() ? leftOpen : outcome;
            Either<UserActionFailure, R> answer = leftOpen == null ? outcome : leftOpen;
            long millis = attempts.onResult(new Failed(failure, mayBeRepeated.test(failure),
                    Duration.ofNanos(nanoTime.getAsLong() - begun)));
            if (millis < 0 || Thread.currentThread().isInterrupted()) {
                return answer;
            }
            Duration wait = Duration.ofMillis(millis);
            tell(new StartingOver(
                    ActionDescription.of(action), failure.step(), failure.described(), failedAttempts, wait));
            if (!Waiting.isOver(pause, wait)) {
                return answer;
            }
        }
    }

    /** A listener changes nothing, not even by breaking. */
    private void tell(StartingOver event) {
        try {
            listener.startingOver(event);
        } catch (Exception dropped) {
            // Whoever listens owes it to himself to notice.
        }
    }
}
