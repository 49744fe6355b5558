package io.countersign.contracts.signing;

import io.countersign.adapters.crypto.password.KeyEncryption;
import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.TestKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Every test of the contract finds a flaw and passes with a correct unlocker. */
class KeyUnlockerContractTest {

    private static final ContractProof PROOF = ContractProof.of(KeyUnlockerContract.class, Subject.class);

    static class Subject implements KeyUnlockerContract {

        static final String PASSWORD = "correct horse battery staple";
        static final String LOCKED_KEY = KeyEncryption.pkcs8(KeyEncryption.MINIMUM_PBKDF2_ITERATIONS)
                .encrypt(TestKey.PRIVATE_KEY_PEM.toCharArray(), PASSWORD.toCharArray()).get().value();

        @Override
        public UnlockerUnderTest unlocker() {
            FlawedUnlocker flaw = ContractProof.flawOf(FlawedUnlocker.class);
            return UnlockerUnderTest.of(flaw == null ? FlawedUnlocker::sound : flaw::askingFor,
                    LOCKED_KEY, PASSWORD, TestKey.PUBLIC_KEY_PEM).hiding(TestKey.PRIVATE_KEY_PEM);
        }

        /** Short, since an unlocker that hangs is waited for. */
        @Override
        public Duration callTimeLimit() {
            FlawedUnlocker flaw = ContractProof.flawOf(FlawedUnlocker.class);
            return flaw == FlawedUnlocker.WAITS_FOR_ANOTHER_PASSWORD
                    || flaw == FlawedUnlocker.ASKS_ON_A_THREAD_THAT_IS_NOT_INTERRUPTED
                    ? Duration.ofSeconds(2)
                    : KeyUnlockerContract.super.callTimeLimit();
        }
    }

    @Test
    void a_sound_unlocker_passes_every_test() {
        PROOF.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_unlocker_is_caught(FlawedUnlocker flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void a_failure_names_the_secret_and_where_it_is_shown() {
        assertThat(PROOF.saidOf(FlawedUnlocker.REPEATS_WHAT_IT_CANNOT_READ))
                .containsPattern("the (text form|message) of .*SigningFailure.* shows a secret: the password, from");
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(FlawedUnlocker.values());
    }
}
