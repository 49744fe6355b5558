package io.countersign.contracts.signing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.Outcome;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks what becomes of a call that waits for an answer that never comes.
 *
 * @param limits the limits of the test
 */
record NoAnswer(TimeLimits limits) {

    /** The adapter's own limit where it is to give up. */
    static final Duration SHORT_TIMEOUT = Duration.ofMillis(500);

    /** Returns an own limit that is too long for the adapter to give up within the test. */
    Duration longTimeout() {
        return limits.callTimeLimit().multipliedBy(10);
    }

    /** Returns the failure of a call that must give up by itself. */
    static <T> SigningFailure givenUp(CountDownLatch asked, Supplier<Either<SigningFailure, T>> call) {
        SigningFailure failure = Outcome.failure(() -> CallOnAThread.uninterrupted(call));
        assertThat(asked.getCount()).as("requests that were not sent before the adapter gave up").isZero();
        assertRetryable(failure);
        assertThat(failure.message()).as("the message of the failure").hasSizeGreaterThan(20);
        return failure;
    }

    /** Fails unless the calls of all threads give up by themselves. */
    <T> void givenUpByEachThread(Supplier<Either<SigningFailure, T>> call) {
        Cases.forEachNumbered("failure", Contention.of(limits.callTimeLimit(), 1, number -> Outcome.failure(call)),
                NoAnswer::assertRetryable);
    }

    private static void assertRetryable(SigningFailure failure) {
        assertThat(failure.isRetryable()).as("the failure %s is retryable, since an answer may come next time: %s",
                failure.kind(), failure.message()).isTrue();
    }

    /** Waits until the thread is interrupted, as for a user who does not answer, and returns null then. */
    static char @Nullable [] neverGiven() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    /** Returns the failure of a call whose thread is interrupted while it waits. */
    static <T> SigningFailure interrupted(CountDownLatch asked, Supplier<Either<SigningFailure, T>> call) {
        Either<SigningFailure, T> outcome = CallOnAThread.interruptedDuring(asked, call);
        assertThat(outcome.isLeft()).as("a failure, as there is no answer").isTrue();
        return outcome.getLeft();
    }
}
