package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.Detection;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.ports.failure.SigningFailure;
import io.countersign.ports.outbound.KeyUnlocker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.function.Supplier;

/** Both tests of the contract find a flaw and pass with a correct unlocker. */
class UnsupportedKeyContractTest {

    private static final ContractProof PROOF = ContractProof.of(UnsupportedKeyContract.class, Subject.class);

    enum Flawed implements Flaw {

        CALLS_A_KEY_THAT_CANNOT_SIGN_DAMAGED("a_key_that_cannot_sign_is_unusable") {
            @Override
            KeyUnlocker askingFor(Supplier<char[]> password) {
                return locked -> FlawedUnlocker.sound(password).unlock(locked)
                        .mapLeft(failure -> SigningFailure.keyUnreadable("damaged?"));
            }
        },

        LEAVES_THE_PASSWORD_WHERE_IT_IS("the_password_of_a_key_that_cannot_sign_is_wiped_as_well") {
            @Override
            KeyUnlocker askingFor(Supplier<char[]> password) {
                return FlawedUnlocker.sound(() -> password.get().clone());
            }
        };

        private final Detection detection;

        Flawed(String caughtBy) {
            this.detection = Detection.by(caughtBy);
        }

        abstract KeyUnlocker askingFor(Supplier<char[]> password);

        @Override
        public Detection detection() {
            return detection;
        }
    }

    static class Subject implements UnsupportedKeyContract {

        private static final String LOCKED = LockedP384Key.under(KeyUnlockerContractTest.Subject.PASSWORD);

        @Override
        public UnlockerUnderTest unlocker() {
            Flawed flaw = ContractProof.flawOf(Flawed.class);
            return UnlockerUnderTest.of(flaw == null ? FlawedUnlocker::sound : flaw::askingFor,
                            KeyUnlockerContractTest.Subject.LOCKED_KEY, KeyUnlockerContractTest.Subject.PASSWORD,
                            TestKey.PUBLIC_KEY_PEM)
                    .hiding(TestKey.PRIVATE_KEY_PEM);
        }

        @Override
        public String unsupportedEncryptedKey() {
            return LOCKED;
        }
    }

    @Test
    void a_sound_unlocker_passes_every_test() {
        PROOF.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_unlocker_is_caught(Flawed flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(Flawed.values());
    }
}
