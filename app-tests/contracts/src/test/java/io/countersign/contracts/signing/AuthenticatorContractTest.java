package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.ports.outbound.Authenticator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every test of the contract finds a flaw and passes with a correct authenticator. */
class AuthenticatorContractTest {

    private static final ContractProof PROOF = ContractProof.of(AuthenticatorContract.class, Subject.class);

    static class Subject implements AuthenticatorContract {

        @Override
        public AuthenticatorUnderTest authenticator() {
            FlawedAuthenticator flaw = ContractProof.flawOf(FlawedAuthenticator.class);
            Authenticator sound = TestPasskey.sound();
            return AuthenticatorUnderTest.of(flaw == null ? sound : flaw.of(sound), TestPasskey.KNOWN)
                    .hiding(TestKey.PRIVATE_KEY_PEM);
        }
    }

    @Test
    void a_sound_authenticator_passes_every_test() {
        PROOF.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_authenticator_is_caught(FlawedAuthenticator flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(FlawedAuthenticator.values());
    }
}
