package io.countersign.contracts.signing;

import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * The additional contract of an authenticator that waits for a device or a person: it gives up after a limit of its
 * own, and ends when its thread is interrupted.
 */
public interface StalledAuthenticatorContract extends TimeLimits {

    /**
     * Returns an authenticator whose user never confirms, or whose device never answers. Called once by every test.
     *
     * @param asked to be {@linkplain CountDownLatch#countDown() counted down} when the user or device was asked
     * @param timeout the limit that the authenticator is to have for one call. If its limit is fixed, ignore this one,
     *     and override {@link #callTimeLimit()} with a longer one
     * @return the authenticator under test
     */
    AuthenticatorUnderTest authenticatorThatNeverAnswers(CountDownLatch asked, Duration timeout);

    private static Supplier<Either<SigningFailure, Fido2Assertion>> callOf(AuthenticatorUnderTest tested) {
        return () -> tested.authenticator().sign(tested.passkey().request("challenge"));
    }

    @Test
    default void a_wait_for_an_answer_that_never_comes_is_given_up() {
        CountDownLatch asked = new CountDownLatch(1);
        AuthenticatorUnderTest tested = authenticatorThatNeverAnswers(asked, NoAnswer.SHORT_TIMEOUT);

        SigningFailure failure = NoAnswer.givenUp(asked, callOf(tested));

        tested.secrets().assertHiddenIn(tested.authenticator(), failure, failure.message());
    }

    @Test
    default void threads_that_wait_at_once_give_up_each() {
        AuthenticatorUnderTest tested = authenticatorThatNeverAnswers(new CountDownLatch(1), NoAnswer.SHORT_TIMEOUT);

        new NoAnswer(this).givenUpByEachThread(callOf(tested));
    }

    @Test
    default void a_thread_that_is_interrupted_while_it_waits_gets_a_failure_and_stays_interrupted() {
        CountDownLatch asked = new CountDownLatch(1);
        AuthenticatorUnderTest tested = authenticatorThatNeverAnswers(asked, new NoAnswer(this).longTimeout());

        SigningFailure failure = NoAnswer.interrupted(asked, callOf(tested));

        tested.secrets().assertHiddenIn(tested.authenticator(), failure, failure.message());
    }
}
