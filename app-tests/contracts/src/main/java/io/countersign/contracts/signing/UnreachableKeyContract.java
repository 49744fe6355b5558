package io.countersign.contracts.signing;

import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.Outcome;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.failure.SigningFailure.Kind;
import org.junit.jupiter.api.Test;

import static io.countersign.contracts.signing.SignedMessage.clientData;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The additional contract of a signing key whose key store can become unavailable: a token that is removed, a service
 * that is down. The key may report {@code KEY_UNREACHABLE}, {@code DEVICE_REMOVED} or {@code SESSION_LOST}, since all
 * are retryable.
 */
public interface UnreachableKeyContract extends TimeLimits {

    /**
     * Returns a key that worked when it was created and whose key store is now unavailable. Called once by every test;
     * may return the same each time.
     *
     * @return the key under test
     */
    KeyUnderTest unreachableKey();

    private static void assertOutOfReach(SigningFailure failure) {
        assertThat(failure).as("the failure, in its words: %s", failure.message())
                .extracting(SigningFailure::kind).isIn(Kind.KEY_UNREACHABLE, Kind.DEVICE_REMOVED, Kind.SESSION_LOST);
    }

    @Test
    default void a_key_out_of_reach_says_so_and_that_trying_again_can_help() {
        KeyUnderTest tested = unreachableKey();

        SigningFailure failure = Outcome.failure(() -> tested.key().sign(clientData(30)));

        assertOutOfReach(failure);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.message()).as("the message of the failure").hasSizeGreaterThan(20);
    }

    @Test
    default void threads_that_find_the_key_out_of_reach_are_told_each() {
        KeyUnderTest tested = unreachableKey();

        Cases.forEachNumbered("failure", Contention.of(concurrentCallsTimeLimit(), 2, number ->
                        Outcome.failure(() -> tested.key().sign(clientData(number)))),
                UnreachableKeyContract::assertOutOfReach);
    }

    @Test
    default void what_is_said_of_a_key_out_of_reach_shows_no_secret() {
        KeyUnderTest tested = unreachableKey();

        SigningFailure failure = Outcome.failure(() -> tested.key().sign(clientData(31)));

        tested.secrets().assertHiddenIn(tested.key(), failure, failure.message());
    }
}
