package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.ports.outbound.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Every test of the contract finds a flaw and passes with a correct key. */
class SigningKeyContractTest {

    private static final ContractProof PROOF = ContractProof.of(SigningKeyContract.class, Subject.class,
            "threads_that_sign_at_once_get_the_signature_over_their_own_message",
            "threads_that_sign_at_once_use_no_nonce_twice");

    static class Subject implements SigningKeyContract {

        @Override
        public KeyUnderTest key() {
            FlawedSigningKey flaw = ContractProof.flawOf(FlawedSigningKey.class);
            SigningKey sound = TestKey.sound();
            KeyUnderTest tested = KeyUnderTest.of(flaw == null ? sound : flaw.of(sound), TestKey.PUBLIC_KEY_PEM)
                    .hiding(TestKey.PRIVATE_KEY_PEM);
            return flaw == null ? tested : flaw.said(tested);
        }

        /** Short, since a thread that is never served waits for all of it. */
        @Override
        public Duration concurrentCallsTimeLimit() {
            return ContractProof.flawOf(FlawedSigningKey.class) == FlawedSigningKey.SERVES_NOBODY_AFTER_TOO_MANY_CAME
                    ? Duration.ofMillis(500)
                    : SigningKeyContract.super.concurrentCallsTimeLimit();
        }

        /** Short, since a key that hangs is waited for. */
        @Override
        public Duration callTimeLimit() {
            return ContractProof.flawOf(FlawedSigningKey.class) == FlawedSigningKey.WAITS_FOR_THE_REST_OF_48_BYTES
                    ? Duration.ofSeconds(2)
                    : SigningKeyContract.super.callTimeLimit();
        }
    }

    @Test
    void a_sound_key_passes_every_test() {
        PROOF.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_key_is_caught(FlawedSigningKey flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void a_call_that_does_not_return_fails_the_test_and_names_the_case() {
        assertThat(PROOF.saidOf(FlawedSigningKey.WAITS_FOR_THE_REST_OF_48_BYTES))
                .startsWith("[48] the call did not return within 2000 ms");
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(FlawedSigningKey.values());
    }
}
