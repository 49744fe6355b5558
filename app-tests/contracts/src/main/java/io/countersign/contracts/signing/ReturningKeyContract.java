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
 * What a signing key is held to, besides {@link UnreachableKeyContract}, where a test can bring back what went away:
 * the same key signs again, with nobody making it anew.
 */
public interface ReturningKeyContract extends UnreachableKeyContract {

    /** Brings back the place that {@link #keyOutOfReach()} took away: the service runs, the token is plugged in. */
    void bringBack();

    /** At the latest when {@link #patience()} ends: a key may leave its place alone for a while after a failure. */
    @Test
    default void a_key_that_is_within_reach_again_signs_again() {
        KeyUnderTest tested = keyOutOfReach();
        Outcome.failure(() -> tested.key().sign(clientData(32)));

        bringBack();

        Either<SigningFailure, byte[]> outcome = Outcome.of(() -> tested.key().sign(clientData(33)));
        long end = System.nanoTime() + patience().toNanos();
        while (outcome.isLeft() && outcome.getLeft().isRetryable() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            outcome = Outcome.of(() -> tested.key().sign(clientData(33)));
        }
        assertThat(outcome.fold(SigningFailure::message, signature -> "")).as("why it does not sign").isEmpty();
        SignedMessage.assertVerifies(tested.publicKey(), clientData(33), outcome.get());
    }
}
