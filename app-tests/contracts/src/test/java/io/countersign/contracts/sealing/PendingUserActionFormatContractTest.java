package io.countersign.contracts.sealing;

import io.countersign.adapters.http.webauthn.JsonPendingUserActions;
import io.countersign.contracts.fixture.ContractProof;
import io.countersign.ports.outbound.PendingUserActionFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every test of the contract finds a flaw and passes with a correct format. */
class PendingUserActionFormatContractTest {

    private static final ContractProof PROOF = ContractProof.of(PendingUserActionFormatContract.class, Subject.class);

    static class Subject implements PendingUserActionFormatContract {

        @Override
        public PendingUserActionFormat format() {
            FlawedFormat flaw = ContractProof.flawOf(FlawedFormat.class);
            return flaw == null ? new JsonPendingUserActions() : flaw.format();
        }
    }

    @Test
    void a_sound_format_passes_every_test() {
        PROOF.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_format_is_caught(FlawedFormat flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(FlawedFormat.values());
    }
}
