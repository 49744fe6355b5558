package io.countersign.testkit.contract;

import io.countersign.ports.outbound.UserActionTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.stream.Stream;

/** Every test of the contract finds something, and finds nothing in a sound transport. */
class UserActionTransportContractTest {

    private static final ContractProof PROOF = ContractProof.of(UserActionTransportContract.class, Subject.class,
            HttpFlaws.SLOW);

    static class Subject implements UserActionTransportContract {

        @Override
        public UserActionTransport transportTo(ApiAccess api) {
            return new SpoiledAdapter(HttpFlaws.current(), api);
        }
    }

    static Stream<HttpFlaw> flaws() {
        return Stream.of(HttpFlaws.ofEveryExchange(), FlawedChallengeExchange.values(), FlawedRedemption.values())
                .flatMap(Arrays::stream);
    }

    @Test
    void a_sound_transport_passes_every_test() {
        PROOF.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void a_flawed_transport_is_caught(HttpFlaw flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(flaws().toArray(Flaw[]::new));
    }
}
