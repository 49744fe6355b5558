package io.countersign.contracts.signing;

import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.Outcome;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.SigningFailure.DeviceRemoved;
import io.countersign.ports.failure.SigningFailure.KeyUnreachable;
import io.countersign.ports.failure.SigningFailure.SessionLost;
import org.junit.jupiter.api.Test;

import static io.countersign.contracts.signing.SignedMessage.clientData;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a signing key is held to, besides {@link SigningKeyContract}, if the place where it is kept may go away: a token
 * that is pulled out, a service that is down. Which of {@link KeyUnreachable}, {@link DeviceRemoved} and
 * {@link SessionLost} it says is its own affair, as all of them mean that trying again can help.
 */
public interface UnreachableKeyContract extends Patience {

    /**
     * The key after that has happened: it was good when it was made, and now cannot be reached. Asked once by every
     * test; may be the same each time.
     */
    KeyUnderTest keyOutOfReach();

    private static void assertOutOfReach(SigningFailure failure) {
        assertThat(failure).as("the failure, in its words: %s", failure.message())
                .isInstanceOfAny(KeyUnreachable.class, DeviceRemoved.class, SessionLost.class);
    }

    @Test
    default void a_key_out_of_reach_says_so_and_that_trying_again_can_help() {
        KeyUnderTest tested = keyOutOfReach();

        SigningFailure failure = Outcome.failure(() -> tested.key().sign(clientData(30)));

        assertOutOfReach(failure);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.message()).as("what happened and what to do next").hasSizeGreaterThan(20);
    }

    @Test
    default void threads_that_find_the_key_out_of_reach_are_told_each() {
        KeyUnderTest tested = keyOutOfReach();

        Contention.of(patienceWithManyThreads(), 2, number ->
                        Outcome.failure(() -> tested.key().sign(clientData(number))))
                .forEach(UnreachableKeyContract::assertOutOfReach);
    }

    @Test
    default void what_is_said_of_a_key_out_of_reach_shows_no_secret() {
        KeyUnderTest tested = keyOutOfReach();

        SigningFailure failure = Outcome.failure(() -> tested.key().sign(clientData(31)));

        tested.secrets().assertHiddenIn(tested.key(), failure, failure.message());
    }
}
