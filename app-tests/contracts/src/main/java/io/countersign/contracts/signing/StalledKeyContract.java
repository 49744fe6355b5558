package io.countersign.contracts.signing;

import io.countersign.contracts.support.CallOnAThread;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;

import static io.countersign.contracts.signing.SignedMessage.clientData;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a signing key is held to, besides {@link SigningKeyContract}, if it waits for somebody else, such as a service:
 * who waits can be told to stop.
 */
public interface StalledKeyContract extends Patience {

    /**
     * A key that waits for an answer that never comes, for several times {@link #patience()}.
     *
     * @param asked to be {@linkplain CountDownLatch#countDown() counted down} when whoever is to answer has been asked
     */
    KeyUnderTest keyThatNeverAnswers(CountDownLatch asked);

    @Test
    default void a_thread_that_is_interrupted_while_it_waits_for_the_key_gets_a_failure_and_stays_interrupted() {
        CountDownLatch asked = new CountDownLatch(1);
        KeyUnderTest tested = keyThatNeverAnswers(asked);

        Either<SigningFailure, byte[]> outcome =
                CallOnAThread.interruptedDuring(patience(), asked, () -> tested.key().sign(clientData(40)));

        assertThat(outcome.isLeft()).as("a failure, as there is no signature").isTrue();
        tested.secrets().assertHiddenIn(tested.key(), outcome.getLeft(), outcome.getLeft().message());
    }
}
