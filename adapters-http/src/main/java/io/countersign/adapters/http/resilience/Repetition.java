package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.UserActionFailure;
import io.countersign.ports.failure.UserActionFailure.AdapterBroke;
import io.countersign.ports.failure.UserActionFailure.ApiFailed;
import io.countersign.ports.failure.UserActionFailure.StillOpen;
import io.countersign.ports.outbound.UserActionEvent.ActionDescription;
import io.countersign.ports.outbound.UserActionEvent.GivenUp;
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
 *
 * <p>Clocks, sources of chance, pauses, listeners and the actions themselves may be others' code. Whatever they throw
 * once an attempt has failed, that attempt's failure is told; at worst the action is not repeated any more.
 */
final class Repetition {

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
            return failure.retryAfter();
        }
    }

    /**
     * Makes attempts. If one left it open whether the call was made, a later failure does not decide it: both are in
     * the answer. Where something around it repeats the action already, makes one attempt and leaves repeating to that.
     *
     * @param outer the attempt of the caller, whose cancellation ends the repetition
     * @param last the last step that an attempt may take, to be blamed if the actions break their contract
     * @return the first success, or else the last failure, together with the one before it that left it open
     */
    <R> Either<UserActionFailure, R> of(
            UserAction action, Attempt outer, Step last, Predicate<UserActionFailure> mayBeRepeated,
            Function<Attempt, Either<UserActionFailure, R>> call) {
        if (!outer.beginRepetition()) {
            return call.apply(outer);
        }
        try {
            return new Run<R>(action, outer, last, mayBeRepeated, call).outcome();
        } finally {
            outer.endRepetition();
        }
    }

    /** The attempts of one action. */
    private final class Run<R> {

        private final UserAction action;
        private final Attempt first;
        private final Step last;
        private final Predicate<UserActionFailure> mayBeRepeated;
        private final Function<Attempt, Either<UserActionFailure, R>> call;
        private final Retry.AsyncContext<Failed> attempts = retry.asyncContext();
        private final Option<Long> begun = now();
        /** The latest failure that left it open whether the call was made. */
        private @Nullable ApiFailed leftOpen;

        Run(UserAction action, Attempt first, Step last, Predicate<UserActionFailure> mayBeRepeated,
                Function<Attempt, Either<UserActionFailure, R>> call) {
            this.action = action;
            this.first = first;
            this.last = last;
            this.mayBeRepeated = mayBeRepeated;
            this.call = call;
        }

        Either<UserActionFailure, R> outcome() {
            for (int failedAttempts = 1; ; failedAttempts++) {
                Either<UserActionFailure, R> outcome = attempted(failedAttempts == 1 ? first : first.again());
                if (outcome == null || outcome.isRight() || outcome.getLeft() == null) {
                    return outcome;
                }
                UserActionFailure failure = outcome.getLeft();
                UserActionFailure answer = withWhatIsOpen(failure);
                long millis = millisUntilTheNext(failure);
                if (millis < 0 || isStopped()) {
                    return givenUp(failure, answer, failedAttempts);
                }
                tellOfStartingOver(failure, failedAttempts, Duration.ofMillis(millis));
                if (!Waiting.isOver(pause, Duration.ofMillis(millis)) || isStopped()) {
                    return givenUp(failure, answer, failedAttempts);
                }
            }
        }

        /**
         * Makes an attempt. Actions of others' that throw, or answer nothing, pass as they are, unless that would take
         * with it that an earlier attempt left something open.
         */
        private @Nullable Either<UserActionFailure, R> attempted(Attempt attempt) {
            if (leftOpen == null) {
                return call.apply(attempt);
            }
            try {
                Either<UserActionFailure, R> outcome = call.apply(attempt);
                return outcome == null || outcome.isLeft() && outcome.getLeft() == null
                        ? Either.left(new AdapterBroke(last, "the user actions answered null", action.correlationId()))
                        : outcome;
            } catch (Throwable thrown) {
                return Either.left(new AdapterBroke(last, "the user actions threw " + thrown.getClass().getName(),
                        action.correlationId()));
            }
        }

        private UserActionFailure withWhatIsOpen(UserActionFailure failure) {
            ApiFailed open = leftOpen;
            if (failure instanceof ApiFailed failed && failed.mayHaveTakenEffect()) {
                leftOpen = failed;
            } else if (failure instanceof StillOpen still) {
                leftOpen = still.open();
            }
            if (open == null || failure instanceof StillOpen
                    || failure.mayHaveTakenEffect() && failure instanceof ApiFailed) {
                return failure;
            }
            return new StillOpen(open, failure, action.correlationId());
        }

        private Option<Long> now() {
            return Quietly.get(() -> Option.some(nanoTime.getAsLong()), Option.none());
        }

        /** Returns how long to wait before the next attempt; less than none if there is to be none. */
        private long millisUntilTheNext(UserActionFailure failure) {
            Option<Duration> elapsed = begun.flatMap(from -> now().map(to -> Duration.ofNanos(to - from)));
            boolean isRepeated = elapsed.isDefined() && !failure.isRepeated() && mayBeRepeated.test(failure);
            return Quietly.get(() -> attempts.onResult(new Failed(
                    failure, isRepeated, elapsed.getOrElse(Duration.ZERO))), Backoff.NO_MORE);
        }

        private boolean isStopped() {
            return first.isCancelled() || Thread.currentThread().isInterrupted();
        }

        private void tellOfStartingOver(UserActionFailure failure, int failedAttempts, Duration wait) {
            Quietly.run(() -> listener.startingOver(new StartingOver(
                    ActionDescription.of(action), failure.step(), failure, failedAttempts, wait)));
        }

        /** Ends the repetition. Who was repeated within this one has told of it already. */
        private Either<UserActionFailure, R> givenUp(
                UserActionFailure failure, UserActionFailure answer, int failedAttempts) {
            if (failedAttempts > 1 || !failure.isRepeated()) {
                UserActionFailure ended = answer instanceof StillOpen still ? still.last() : answer;
                Option<ApiFailed> open = answer instanceof StillOpen still ? Option.some(still.open()) : Option.none();
                Quietly.run(() -> listener.givenUp(new GivenUp(ActionDescription.of(action), ended.step(),
                        ended, Option.narrow(open), failedAttempts)));
            }
            return Either.left(answer.afterRepetition());
        }
    }
}
