package io.countersign.contracts.signing;

import io.countersign.contracts.support.Outcome;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import static io.countersign.contracts.signing.SignedMessage.clientData;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The additional contract of a signing key, besides {@link UnreachableKeyContract}, where a test can make the key store
 * available again: the same key object then signs again.
 */
public interface RecoveringKeyContract extends UnreachableKeyContract {

    /** Makes the key store that {@link #unreachableKey()} disconnected available again. */
    void reconnect();

    /** Allows {@link #callTimeLimit()}, since a key may wait after a failure before it connects again. */
    @Test
    default void a_key_that_is_within_reach_again_signs_again() {
        KeyUnderTest tested = unreachableKey();
        Outcome.failure(() -> tested.key().sign(clientData(32)));

        reconnect();

        Either<SigningFailure, byte[]> outcome = Outcome.of(() -> tested.key().sign(clientData(33)));
        long end = System.nanoTime() + callTimeLimit().toNanos();
        while (outcome.isLeft() && outcome.getLeft().isRetryable() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            outcome = Outcome.of(() -> tested.key().sign(clientData(33)));
        }
        assertThat(outcome.fold(SigningFailure::message, signature -> "")).as("the failure").isEmpty();
        SignedMessage.assertVerifies(tested.publicKey(), clientData(33), outcome.get());
    }
}
