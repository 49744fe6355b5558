package io.countersign.contracts.signing;

import io.countersign.ports.outbound.UnlockedKey;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * The additional contract of an unlocker that waits for a service or a person: it gives up after a limit of its own,
 * and ends when its thread is interrupted.
 */
public interface StalledUnlockerContract extends TimeLimits {

    /**
     * Returns an unlocker whose user never enters a password, or whose service never answers. Called once by every
     * test.
     *
     * @param asked to be {@linkplain CountDownLatch#countDown() counted down} when the user or service was asked
     * @param timeout the limit that the unlocker is to have for one call. If its limit is fixed, ignore this one, and
     *     override {@link #callTimeLimit()} with a longer one
     * @return the unlocker under test
     */
    UnlockerUnderTest unlockerThatNeverAnswers(CountDownLatch asked, Duration timeout);

    private static Supplier<Either<SigningFailure, UnlockedKey>> callOf(UnlockerUnderTest tested) {
        return () -> tested.unlocker().unlock(tested.encryptedPrivateKey());
    }

    @Test
    default void a_wait_for_an_answer_that_never_comes_is_given_up() {
        CountDownLatch asked = new CountDownLatch(1);
        UnlockerUnderTest tested = unlockerThatNeverAnswers(asked, NoAnswer.SHORT_TIMEOUT);

        SigningFailure failure = NoAnswer.givenUp(asked, callOf(tested));

        tested.secrets().assertHiddenIn(failure, failure.message());
    }

    @Test
    default void threads_that_wait_at_once_give_up_each() {
        UnlockerUnderTest tested = unlockerThatNeverAnswers(new CountDownLatch(1), NoAnswer.SHORT_TIMEOUT);

        new NoAnswer(this).givenUpByEachThread(callOf(tested));
    }

    @Test
    default void a_thread_that_is_interrupted_while_it_waits_gets_a_failure_and_stays_interrupted() {
        CountDownLatch asked = new CountDownLatch(1);
        UnlockerUnderTest tested = unlockerThatNeverAnswers(asked, new NoAnswer(this).longTimeout());

        SigningFailure failure = NoAnswer.interrupted(asked, callOf(tested));

        tested.secrets().assertHiddenIn(failure, failure.message());
    }
}
