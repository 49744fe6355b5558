package io.countersign.contracts.signing;

import io.countersign.contracts.support.Cases;
import io.countersign.contracts.support.Contention;
import io.countersign.contracts.support.LimitedCall;
import io.countersign.contracts.support.Outcome;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.UnlockedKey;
import io.vavr.collection.Iterator;
import io.vavr.control.Either;
import org.junit.jupiter.api.Test;

import java.util.List;

import static io.countersign.contracts.signing.SignedMessage.assertVerifies;
import static io.countersign.contracts.signing.SignedMessage.clientData;
import static io.countersign.contracts.signing.SignedMessage.signature;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The additional contract of a signing key that is an {@link UnlockedKey}: it forgets its private key when it is
 * closed. {@link #key()} must return another key each time, as these tests close them.
 */
public interface ClosableKeyContract extends SigningKeyContract {

    private UnlockedKey closable(KeyUnderTest tested) {
        assertThat(tested.key()).isInstanceOf(UnlockedKey.class);
        return (UnlockedKey) tested.key();
    }

    @Test
    default void a_closed_key_signs_no_more_and_says_so() {
        UnlockedKey key = closable(key());
        signature(key, clientData(20));

        LimitedCall.run(key::close);

        SigningFailure failure = Outcome.failure(
                SigningFailure.Kind.KEY_UNUSABLE, () -> key.sign(clientData(21)));
        assertThat(failure.message()).isNotBlank();
    }

    @Test
    default void closing_again_does_nothing() {
        UnlockedKey key = closable(key());

        LimitedCall.run(key::close);
        LimitedCall.run(key::close);

        assertThat(Outcome.of(() -> key.sign(clientData(22))).isLeft()).as("it is still closed").isTrue();
    }

    @Test
    default void closing_one_key_leaves_others_open() {
        UnlockedKey key = closable(key());
        KeyUnderTest other = key();

        LimitedCall.run(key::close);

        SignedMessage.assertSigned(other, clientData(23));
    }

    @Test
    default void what_is_signed_while_the_key_is_closed_is_good_or_refused() {
        KeyUnderTest tested = key();
        UnlockedKey key = closable(tested);

        List<Either<SigningFailure, byte[]>> outcomes = Contention.of(concurrentCallsTimeLimit(), 20, number -> {
            if (number == 10) {
                key.close();
            }
            return Outcome.of(() -> key.sign(clientData(number)));
        });

        Cases.forEachNumbered("outcome", Iterator.range(0, outcomes.size()), number ->
                outcomes.get(number).peek(signature ->
                        assertVerifies(tested.publicKey(), clientData(number), signature)));
    }

    @Test
    default void a_closed_key_shows_no_secret_either() {
        KeyUnderTest tested = key();
        UnlockedKey key = closable(tested);
        LimitedCall.run(key::close);

        SigningFailure failure = Outcome.failure(() -> key.sign(clientData(24)));

        tested.secrets().assertHiddenIn(key, failure, failure.message());
    }
}
