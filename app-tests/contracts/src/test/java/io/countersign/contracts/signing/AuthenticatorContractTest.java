package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.ports.outbound.Authenticator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

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

        /** Short, since an authenticator that hangs is waited for. */
        @Override
        public Duration callTimeLimit() {
            return ContractProof.flawOf(FlawedAuthenticator.class) == FlawedAuthenticator.WAITS_FOR_ANOTHER_PASSKEY
                    ? Duration.ofSeconds(2)
                    : AuthenticatorContract.super.callTimeLimit();
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
    void a_failure_says_that_the_call_did_not_return() {
        assertThat(PROOF.saidOf(FlawedAuthenticator.WAITS_FOR_ANOTHER_PASSKEY))
                .contains("did not return within 2000 ms");
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(FlawedAuthenticator.values());
    }
}
