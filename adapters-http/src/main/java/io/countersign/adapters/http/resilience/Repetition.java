package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.Step;
import io.countersign.domain.action.UserAction;
import io.countersign.ports.attempt.Attempt;
import io.countersign.ports.failure.Reason;
import io.countersign.ports.failure.UserActionFailure;
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
 * Makes attempts until one succeeds, must not be followed by another, or was the last that the policy allows.
 * Resilience4j counts the attempts and asks for the intervals. Waits are by hand, because its own cannot be replaced in
 * tests and turn an interrupt into an exception.
 *
 * <p>Listeners and actions may be code of the application. Whatever is thrown after an attempt has failed, the failure
 * of that attempt is returned; at worst the action is not repeated any more.
 */
final class Repetition {

    private final Retry retry;
    private final UserActionListener listener;
    private final Pause pause;
    private final LongSupplier nanoTime;

    Repetition(RetryPolicy policy, Backoff backoff, UserActionListener listener, Pause pause, LongSupplier nanoTime) {
        this.retry = Retry.of("countersign", RetryConfig.<Failed>custom()
                .maxAttempts(policy.maxAttempts)
                .retryOnResult(Failed::mayBeRepeated)
                .intervalBiFunction((failedAttempts, failed) ->
                        backoff.millisAfter(failedAttempts, failed.get().retryAfter(), failed.get().elapsed()))
                .build());
        this.listener = listener;
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** A failed attempt, as it is passed to the library. */
    private record Failed(UserActionFailure failure, boolean mayBeRepeated, Duration elapsed) {

        Option<Duration> retryAfter() {
            return failure.retryAfter();
        }
    }

    /**
     * Makes attempts. If one left open whether the call was made, a later failure does not decide that, so both are
     * returned. If the caller repeats the action already, makes one attempt.
     *
     * @param outer the attempt of the caller, whose cancellation ends the repetition
     * @param last the last step of an attempt, which is named if the actions break their contract
     * @param mayBeRepeated decides whether a failure may be followed by another attempt
     * @param call makes one attempt
     * @return the first success, or the last failure, together with an earlier one that left the outcome open
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
        /** The latest failure that left open whether the call was made. */
        private @Nullable UserActionFailure leftOpen;

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
                if (!pause.isCompleted(Duration.ofMillis(millis)) || isStopped()) {
                    return givenUp(failure, answer, failedAttempts);
                }
            }
        }

        /**
         * Makes an attempt. An exception or a null answer of foreign actions is passed on, unless an earlier attempt
         * left its outcome open, which must not get lost.
         */
        private @Nullable Either<UserActionFailure, R> attempted(Attempt attempt) {
            if (leftOpen == null) {
                return call.apply(attempt);
            }
            try {
                Either<UserActionFailure, R> outcome = call.apply(attempt);
                return outcome == null || outcome.isLeft() && outcome.getLeft() == null
                        ? Either.left(broken("answered null")) : outcome;
            } catch (Throwable thrown) {
                return Either.left(broken("threw " + thrown.getClass().getName()));
            }
        }

        private UserActionFailure broken(String fault) {
            return UserActionFailure.adapterBroke(last, "the user actions " + fault)
                    .withCorrelationId(action.correlationId());
        }

        private UserActionFailure withWhatIsOpen(UserActionFailure failure) {
            if (failure.reason() instanceof Reason.StillOpen still) {
                leftOpen = still.open();
                return failure;
            } else if (failure.reason() instanceof Reason.ApiFailed && failure.mayHaveTakenEffect()) {
                leftOpen = failure;
                return failure;
            }
            UserActionFailure open = leftOpen;
            return open == null ? failure
                    : UserActionFailure.stillOpen(open, failure).withCorrelationId(action.correlationId());
        }

        private Option<Long> now() {
            return Quietly.get(() -> Option.some(nanoTime.getAsLong()), Option.none());
        }

        /** Returns the wait before the next attempt; negative if there is none. */
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

        /** Ends the repetition. A repetition within this one has told the listener already. */
        private Either<UserActionFailure, R> givenUp(
                UserActionFailure failure, UserActionFailure answer, int failedAttempts) {
            if (failedAttempts > 1 || !failure.isRepeated()) {
                var still = answer.reason() instanceof Reason.StillOpen open ? open : null;
                UserActionFailure ended = still == null ? answer : still.last();
                Quietly.run(() -> listener.givenUp(new GivenUp(ActionDescription.of(action), ended.step(), ended,
                        Option.of(still).map(Reason.StillOpen::open), failedAttempts)));
            }
            return Either.left(answer.afterRepetition());
        }
    }
}
