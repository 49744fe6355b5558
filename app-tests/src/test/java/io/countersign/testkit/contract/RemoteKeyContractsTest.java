package io.countersign.testkit.contract;

import io.countersign.ports.outbound.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.concurrent.CountDownLatch;

/** Every test of the two contracts for keys that are elsewhere finds something, and finds nothing in a sound key. */
class RemoteKeyContractsTest {

    private static final ContractProof OUT_OF_REACH =
            ContractProof.of(UnreachableKeyContract.class, SubjectOutOfReach.class);
    private static final ContractProof STALLED = ContractProof.of(StalledKeyContract.class, StalledSubject.class);

    static class SubjectOutOfReach implements UnreachableKeyContract {

        @Override
        public KeyUnderTest keyOutOfReach() {
            var flaw = ContractProof.flawOf(FlawedRemoteKey.OutOfReach.class);
            SigningKey sound = FlawedRemoteKey.OutOfReach.sound();
            return KeyUnderTest.of(flaw == null ? sound : flaw.of(sound), TestKey.PUBLIC_KEY_PEM)
                    .hiding(FlawedRemoteKey.TOKEN);
        }
    }

    static class StalledSubject implements StalledKeyContract {

        @Override
        public KeyUnderTest keyThatNeverAnswers(CountDownLatch asked) {
            var flaw = ContractProof.flawOf(FlawedRemoteKey.Stalled.class);
            return KeyUnderTest.of(flaw == null ? FlawedRemoteKey.Stalled.sound(asked) : flaw.of(asked),
                    TestKey.PUBLIC_KEY_PEM);
        }
    }

    @Test
    void a_sound_key_passes_every_test() {
        OUT_OF_REACH.assertKeptByASoundSubject();
        STALLED.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_key_out_of_reach_is_caught(FlawedRemoteKey.OutOfReach flaw) {
        OUT_OF_REACH.assertCaught(flaw);
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_key_that_waits_is_caught(FlawedRemoteKey.Stalled flaw) {
        STALLED.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        OUT_OF_REACH.assertEveryTestHasAFlaw(FlawedRemoteKey.OutOfReach.values());
        STALLED.assertEveryTestHasAFlaw(FlawedRemoteKey.Stalled.values());
    }
}
