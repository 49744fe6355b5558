package io.countersign.contracts.signing;

import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import static io.countersign.contracts.signing.SignedMessage.clientData;

/**
 * The additional contract of a signing key that waits for a service, a device or a person: it gives up after a limit of
 * its own, and ends when its thread is interrupted.
 */
public interface StalledKeyContract extends TimeLimits {

    /**
     * Returns a key whose service takes requests and never answers. Called once by every test.
     *
     * @param asked to be {@linkplain CountDownLatch#countDown() counted down} when the service has received the request
     * @param timeout the limit that the key is to have for one call. If its limit is fixed, ignore this one, and
     *     override {@link #callTimeLimit()} with a longer one
     * @return the key under test
     */
    KeyUnderTest keyThatNeverAnswers(CountDownLatch asked, Duration timeout);

    private static Supplier<Either<SigningFailure, byte[]>> callOf(KeyUnderTest tested) {
        return () -> tested.key().sign(clientData(40));
    }

    @Test
    default void a_wait_for_an_answer_that_never_comes_is_given_up() {
        CountDownLatch asked = new CountDownLatch(1);
        KeyUnderTest tested = keyThatNeverAnswers(asked, NoAnswer.SHORT_TIMEOUT);

        SigningFailure failure = NoAnswer.givenUp(asked, callOf(tested));

        tested.secrets().assertHiddenIn(tested.key(), failure, failure.message());
    }

    @Test
    default void threads_that_wait_at_once_give_up_each() {
        KeyUnderTest tested = keyThatNeverAnswers(new CountDownLatch(1), NoAnswer.SHORT_TIMEOUT);

        new NoAnswer(this).givenUpByEachThread(callOf(tested));
    }

    @Test
    default void a_thread_that_is_interrupted_while_it_waits_gets_a_failure_and_stays_interrupted() {
        CountDownLatch asked = new CountDownLatch(1);
        KeyUnderTest tested = keyThatNeverAnswers(asked, new NoAnswer(this).longTimeout());

        SigningFailure failure = NoAnswer.interrupted(asked, callOf(tested));

        tested.secrets().assertHiddenIn(tested.key(), failure, failure.message());
    }
}
