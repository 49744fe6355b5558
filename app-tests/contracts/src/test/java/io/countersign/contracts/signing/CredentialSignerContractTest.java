package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.domain.credential.TotpAssertion;
import io.countersign.ports.outbound.CredentialSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every test of the contract finds a flaw and passes with a correct signer. */
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

    @Test
    @SuppressWarnings("deprecation") // the API deprecates it, and takes it
    void a_one_time_password_that_changes_while_it_is_handed_in_is_as_good_as_the_next() {
        var codes = new AtomicInteger(100);
        SignerUnderTest tested = SignerUnderTest.password(CredentialSigner.totp(() -> String.valueOf(codes.get())),
                () -> String.valueOf(codes.getAndIncrement()));
        UserActionChallenge challenge = tested.challenge("challenge");
        AssertionEvidence evidence = tested.evidence();

        evidence.assertGood(new TotpAssertion("100"), challenge);
        codes.set(101);
        evidence.assertGood(new TotpAssertion("101"), challenge);
        assertThatThrownBy(() -> evidence.assertGood(new TotpAssertion("314"), challenge))
                .isInstanceOf(AssertionError.class)
                .message().doesNotContain("314");
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
