package io.countersign.contracts.http;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.Flaw;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Every test of the contract finds a flaw and passes with a correct executor. */
@Execution(ExecutionMode.CONCURRENT)
class ActionExecutorContractTest {

    private static final ContractProof PROOF = ContractProof.of(ActionExecutorContract.class, Subject.class,
            List.of(HttpFlaws.SLOW).append("a_large_body_that_nobody_reads_is_given_up_in_time")
                    .toJavaArray(String[]::new));

    static class Subject implements ActionExecutorContract {

        /** Counts the sound ones: the flawed are lent out meanwhile. */
        static final AtomicInteger LENT = new AtomicInteger();

        @Override
        public ActionExecutor executorTo(ApiAccess api) {
            LENT.addAndGet(HttpFlaws.oneIfSound());
            return new SpoiledAdapter(HttpFlaws.current(), api);
        }

        @Override
        public void close(ActionExecutor executor) {
            LENT.addAndGet(-HttpFlaws.oneIfSound());
        }
    }

    static Stream<HttpFlaw> flaws() {
        return Stream.of(HttpFlaws.ofEveryExchange(), FlawedExecution.values()).flatMap(Arrays::stream);
    }

    @Test
    void a_sound_executor_passes_every_test_and_is_given_back_each_time() {
        Subject.LENT.set(0);

        PROOF.assertKeptByASoundSubject();

        assertThat(Subject.LENT).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void a_flawed_executor_is_caught(HttpFlaw flaw) {
        PROOF.assertCaught(flaw);
    }

    @Test
    void every_test_has_a_flaw_to_find() {
        PROOF.assertEveryTestHasAFlaw(flaws().toArray(Flaw[]::new));
    }
}
