package io.countersign.contracts.signing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;

import static io.countersign.contracts.signing.SignedMessage.clientData;
import static org.assertj.core.api.Assertions.assertThat;

/** The additional contract of a signing key that waits for a service: a waiting thread can be interrupted. */
public interface StalledKeyContract extends TimeLimits {

    /**
     * Returns a key whose service does not answer within several times {@link #callTimeLimit()}.
     *
     * @param asked to be {@linkplain CountDownLatch#countDown() counted down} when the service has received the request
     * @return the key under test
     */
    KeyUnderTest keyThatNeverAnswers(CountDownLatch asked);

    @Test
    default void a_thread_that_is_interrupted_while_it_waits_for_the_key_gets_a_failure_and_stays_interrupted() {
        CountDownLatch asked = new CountDownLatch(1);
        KeyUnderTest tested = keyThatNeverAnswers(asked);

        Either<SigningFailure, byte[]> outcome =
                CallOnAThread.interruptedDuring(callTimeLimit(), asked, () -> tested.key().sign(clientData(40)));

        assertThat(outcome.isLeft()).as("a failure, as there is no signature").isTrue();
        tested.secrets().assertHiddenIn(tested.key(), outcome.getLeft(), outcome.getLeft().message());
    }
}
