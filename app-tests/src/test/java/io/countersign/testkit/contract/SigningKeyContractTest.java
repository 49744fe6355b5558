package io.countersign.testkit.contract;

import io.countersign.ports.outbound.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every test of the contract finds something, and finds nothing in a sound key. */
class SigningKeyContractTest {

    private static final ContractProof PROOF = ContractProof.of(SigningKeyContract.class, Subject.class);

    static class Subject implements SigningKeyContract {

        @Override
        public KeyUnderTest key() {
            FlawedSigningKey flaw = ContractProof.flawOf(FlawedSigningKey.class);
            SigningKey sound = TestKey.sound();
            return KeyUnderTest.of(flaw == null ? sound : flaw.of(sound), TestKey.PUBLIC_KEY_PEM)
                    .hiding(TestKey.PRIVATE_KEY_PEM);
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
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(FlawedSigningKey.values());
    }
}
