package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
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
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

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
     * Makes attempts. If one left it open whether the call was made, a later failure does not decide it: both are in the
     * answer.
     *
     * @param outer the attempt of the caller, whose cancellation ends the repetition
     * @return the first success, or else the last failure, together with the one before it that left it open
     */
    <R> Either<UserActionFailure, R> of(
            UserAction action, Attempt outer, Predicate<UserActionFailure> mayBeRepeated,
            Function<Attempt, Either<UserActionFailure, R>> call) {
        UserAction around = UNDER_WAY.get();
        if (action.equals(around)) {
            return call.apply(outer);
        }
        UNDER_WAY.set(action);
        try {
            return repeated(action, outer, mayBeRepeated, call);
        } finally {
            goBackTo(around);
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
            UserAction action, Attempt attempt, Predicate<UserActionFailure> mayBeRepeated,
            Function<Attempt, Either<UserActionFailure, R>> call) {
        Retry.AsyncContext<Failed> attempts = retry.asyncContext();
        long begun = nanoTime.getAsLong();
        UserActionFailure.@Nullable ApiFailed leftOpen = null;
        for (int failedAttempts = 1; ; failedAttempts++) {
            Either<UserActionFailure, R> outcome = call.apply(failedAttempts == 1 ? attempt : attempt.again());
            if (outcome.isRight()) {
                return outcome;
            }
            UserActionFailure failure = outcome.getLeft();
            Either<UserActionFailure, R> answer = leftOpen == null || failure.mayHaveTakenEffect() ? outcome
                    : Either.left(new UserActionFailure.StillOpen(leftOpen, failure, action.correlationId()));
            if (failure instanceof UserActionFailure.ApiFailed failed && failed.mayHaveTakenEffect()) {
                leftOpen = failed;
            }
            long millis = attempts.onResult(new Failed(failure, mayBeRepeated.test(failure),
                    Duration.ofNanos(nanoTime.getAsLong() - begun)));
            if (millis < 0 || attempt.isCancelled() || Thread.currentThread().isInterrupted()) {
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
        } catch (Throwable dropped) {
            // Whoever listens owes it to himself to notice.
        }
    }
}
