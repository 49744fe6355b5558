package io.countersign.testkit.contract;

import io.countersign.ports.outbound.CredentialSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every test of the contract finds something, and finds nothing in a sound signer. */
class CredentialSignerContractTest {

    private static final ContractProof PROOF = ContractProof.of(CredentialSignerContract.class, Subject.class);

    static class Subject implements CredentialSignerContract {

        @Override
        public SignerUnderTest signer() {
            FlawedCredentialSigner flaw = ContractProof.flawOf(FlawedCredentialSigner.class);
            CredentialSigner sound = CredentialSigner.key(WireSamples.KEY, TestKey.sound());
            return SignerUnderTest.key(flaw == null ? sound : flaw.of(sound), TestKey.PUBLIC_KEY_PEM)
                    .hiding(TestKey.PRIVATE_KEY_PEM);
        }
    }

    @Test
    void a_sound_signer_passes_every_test() {
        PROOF.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_signer_is_caught(FlawedCredentialSigner flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(FlawedCredentialSigner.values());
    }
}
