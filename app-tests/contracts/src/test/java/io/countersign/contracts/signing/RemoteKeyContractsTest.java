package io.countersign.contracts.signing;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.TestKey;
import io.countersign.ports.outbound.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Every test of the contracts for keys out of reach finds a flaw and passes with a correct key. */
class RemoteKeyContractsTest {

    private static final ContractProof OUT_OF_REACH =
            ContractProof.of(UnreachableKeyContract.class, SubjectOutOfReach.class);
    private static final ContractProof RETURNING =
            ContractProof.of(RecoveringKeyContract.class, RecoveringSubject.class)
                    .besides(UnreachableKeyContract.class);

    static class SubjectOutOfReach implements UnreachableKeyContract {

        @Override
        public KeyUnderTest unreachableKey() {
            var flaw = ContractProof.flawOf(FlawedRemoteKey.OutOfReach.class);
            SigningKey sound = FlawedRemoteKey.OutOfReach.sound();
            return KeyUnderTest.of(flaw == null ? sound : flaw.of(sound), TestKey.PUBLIC_KEY_PEM)
                    .hiding(FlawedRemoteKey.TOKEN);
        }
    }

    static class RecoveringSubject implements RecoveringKeyContract {

        private final AtomicBoolean gone = new AtomicBoolean();

        @Override
        public KeyUnderTest unreachableKey() {
            gone.set(true);
            var flaw = ContractProof.flawOf(FlawedRemoteKey.Returned.class);
            return KeyUnderTest.of(flaw == null
                            ? FlawedRemoteKey.Returned.sound(TestKey.sound(), gone::get)
                            : flaw.of(TestKey.sound(), gone::get), TestKey.PUBLIC_KEY_PEM)
                    .hiding(TestKey.PRIVATE_KEY_PEM);
        }

        @Override
        public void reconnect() {
            gone.set(false);
        }

        /** Long enough for a correct key, and short for one that never returns. */
        @Override
        public Duration callTimeLimit() {
            return Duration.ofSeconds(1);
        }
    }

    @Test
    void a_sound_key_passes_every_test() {
        OUT_OF_REACH.assertKeptByASoundSubject();
        RETURNING.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_key_out_of_reach_is_caught(FlawedRemoteKey.OutOfReach flaw) {
        OUT_OF_REACH.assertCaught(flaw);
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_key_that_was_out_of_reach_is_caught(FlawedRemoteKey.Returned flaw) {
        RETURNING.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        OUT_OF_REACH.assertEveryTestHasAFlaw(FlawedRemoteKey.OutOfReach.values());
        RETURNING.assertEveryTestHasAFlaw(FlawedRemoteKey.Returned.values());
    }
}
