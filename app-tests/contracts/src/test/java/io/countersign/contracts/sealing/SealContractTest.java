package io.countersign.contracts.sealing;

import io.countersign.adapters.crypto.ProviderPolicy;
import io.countersign.adapters.crypto.seal.JweSeal;
import io.countersign.adapters.crypto.seal.SealKey;
import io.countersign.contracts.fixture.ContractProof;
import io.countersign.ports.outbound.Seal;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Clock;
import java.time.Duration;

/** Every test of the contract finds a flaw and passes with a correct seal. */
class SealContractTest {

    static final Seal SOUND = seal(1, Clock.systemUTC());
    static final Seal OTHER = seal(2, Clock.systemUTC());

    private static final ContractProof PROOF = ContractProof.of(SealContract.class, Subject.class);

    private static Seal seal(int key, Clock clock) {
        byte[] secret = new byte[32];
        secret[0] = (byte) key;
        return JweSeal.builder(List.of(SealKey.of("current", secret).get())).lifetime(Duration.ofMinutes(10))
                .clock(clock).provider(ProviderPolicy.bouncyCastle()).buildOrThrow();
    }

    static class Subject implements SealContract {

        private static Seal flawed(Seal sound) {
            FlawedSeal flaw = ContractProof.flawOf(FlawedSeal.class);
            return flaw == null ? sound : flaw.spoiled(sound);
        }

        @Override
        public Seal seal() {
            return flawed(SOUND);
        }

        @Override
        public Seal sealAfterExpiry() {
            return flawed(SealContractTest.seal(1, Clock.offset(Clock.systemUTC(), Duration.ofDays(1))));
        }

        @Override
        public Seal sealWithOtherKeys() {
            return OTHER;
        }
    }

    @Test
    void a_sound_seal_passes_every_test() {
        PROOF.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_seal_is_caught(FlawedSeal flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(FlawedSeal.values());
    }
}
