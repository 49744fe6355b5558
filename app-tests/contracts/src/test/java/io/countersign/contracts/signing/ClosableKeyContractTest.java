package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.ports.outbound.UnlockedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every test of the contract finds a flaw and passes with a correct key. */
class ClosableKeyContractTest {

    private static final ContractProof PROOF = ContractProof.of(ClosableKeyContract.class, Subject.class)
            .besides(SigningKeyContract.class);

    static class Subject implements ClosableKeyContract {

        @Override
        public KeyUnderTest key() {
            FlawedClosableKey flaw = ContractProof.flawOf(FlawedClosableKey.class);
            UnlockedKey sound = TestKey.sound();
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
    void a_flawed_key_is_caught(FlawedClosableKey flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(FlawedClosableKey.values());
    }
}
