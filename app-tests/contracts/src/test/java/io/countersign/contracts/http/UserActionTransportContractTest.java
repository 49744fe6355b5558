package io.countersign.contracts.http;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every test of the contract finds a flaw and passes with a correct transport. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class UserActionTransportContractTest {

    private static final ContractProof PROOF = ContractProof.of(UserActionTransportContract.class, Subject.class,
            HttpFlaws.SLOW);

    static class Subject implements UserActionTransportContract {

        /** Counts the sound ones: the flawed are lent out meanwhile. */
        static final AtomicInteger LENT = new AtomicInteger();

        @Override
        public UserActionTransport transportTo(ApiAccess api) {
            LENT.addAndGet(HttpFlaws.oneIfSound());
            return new SpoiledAdapter(HttpFlaws.current(), api);
        }

        @Override
        public void close(UserActionTransport transport) {
            LENT.addAndGet(-HttpFlaws.oneIfSound());
        }
    }

    static Stream<HttpFlaw> flaws() {
        return Stream.of(HttpFlaws.ofEveryExchange(), FlawedChallengeExchange.values(), FlawedRedemption.values())
                .flatMap(Arrays::stream);
    }

    @Test
    void a_sound_transport_passes_every_test_and_is_given_back_each_time() {
        Subject.LENT.set(0);

        PROOF.assertKeptByASoundSubject();

        assertThat(Subject.LENT).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void a_flawed_transport_is_caught(HttpFlaw flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void a_failure_names_the_exchange_the_status_the_field_and_the_answer() {
        assertThat(PROOF.saidOf(FlawedRefusals.CALLS_A_CONFLICT_A_REJECTION)).startsWith("[CHALLENGE] [status 409] ");
        assertThat(PROOF.saidOf(FlawedRefusals.SHOWS_THE_BEARER_TOKEN)).startsWith("[bad token %s] [CHALLENGE] ");
        assertThat(PROOF.saidOf(FlawedChallengeExchange.MAKES_DO_WITHOUT_AN_EXTERNAL_URL))
                .startsWith("[externalAuthenticationUrl] ");
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(flaws().toArray(Flaw[]::new));
    }
}
