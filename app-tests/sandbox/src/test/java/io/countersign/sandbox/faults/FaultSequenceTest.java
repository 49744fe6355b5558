package io.countersign.sandbox.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.countersign.sandbox.Sandbox;
import io.countersign.sandbox.SandboxConfiguration;
import io.countersign.sandbox.fixture.AtOnce;
import io.countersign.sandbox.fixture.TestCaller;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.Fault;
import io.countersign.sandbox.model.FaultKind;
import io.countersign.sandbox.model.Faults;
import io.vavr.control.Option;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

/** Tests the random choice of faults, and its repetition with a seed. */
class FaultSequenceTest {

    private static final Faults FAULTS = Faults.of("429:0.2,reset:0.05,slow@call:0.1,202:0.15").get();

    private static List<Option<Fault>> first(FaultSequence sequence, Exchange exchange, int count) {
        return Stream.generate(() -> sequence.next(exchange)).limit(count).toList();
    }

    @Test
    void faults_come_as_often_as_they_are_told_to_and_are_counted() {
        FaultSequence sequence = new FaultSequence(FAULTS, 1);

        List<Option<Fault>> calls = first(sequence, Exchange.CALL, 100_000);
        List<Option<Fault>> challenges = first(sequence, Exchange.CHALLENGE, 100_000);

        assertThat(share(calls, "429")).isCloseTo(0.2, within(0.01));
        assertThat(share(calls, "reset")).isCloseTo(0.05, within(0.01));
        assertThat(share(calls, "slow")).isCloseTo(0.1, within(0.01));
        assertThat(share(calls, "202")).isCloseTo(0.15, within(0.01));
        assertThat(share(challenges, "429")).isCloseTo(0.2, within(0.01));
        assertThat(share(challenges, "slow")).isZero();
        assertThat(share(challenges, "202")).isZero();
        assertThat(sequence.met(FaultKind.RESET, Exchange.CALL) / 100_000.0).isEqualTo(share(calls, "reset"));
        assertThat(sequence.met(FaultKind.RESET, Exchange.REDEMPTION)).isZero();
    }

    private static double share(List<Option<Fault>> drawn, String label) {
        return drawn.stream().filter(fault -> fault.exists(one -> one.kind().label().equals(label))).count()
                / (double) drawn.size();
    }

    @Test
    void what_is_certain_always_happens_and_what_was_not_asked_for_never() {
        FaultSequence certain = new FaultSequence(Faults.of("reset:1").get(), 1);
        FaultSequence never = new FaultSequence(Faults.none(), 1);

        assertThat(first(certain, Exchange.CALL, 10_000)).allMatch(Option::isDefined);
        assertThat(first(never, Exchange.CALL, 10_000)).allMatch(Option::isEmpty);
    }

    @Test
    void the_same_seed_repeats_every_exchange_whatever_comes_between() {
        FaultSequence one = new FaultSequence(FAULTS, 42);
        FaultSequence other = new FaultSequence(FAULTS, 42);
        first(other, Exchange.REDEMPTION, 17);

        assertThat(first(other, Exchange.CALL, 500)).isEqualTo(first(one, Exchange.CALL, 500));
        assertThat(first(other, Exchange.CHALLENGE, 500)).isEqualTo(first(one, Exchange.CHALLENGE, 500));
        assertThat(first(new FaultSequence(FAULTS, 43), Exchange.CALL, 500))
                .isNotEqualTo(first(new FaultSequence(FAULTS, 42), Exchange.CALL, 500));
    }

    @Test
    void the_exchanges_of_one_action_have_chances_of_their_own() {
        FaultSequence sequence = new FaultSequence(Faults.of("reset:0.5").get(), 1);

        assertThat(first(sequence, Exchange.CALL, 100)).isNotEqualTo(first(sequence, Exchange.CHALLENGE, 100));
    }

    @Test
    void threads_do_not_disturb_chance() throws Exception {
        FaultSequence alone = new FaultSequence(FAULTS, 5);
        FaultSequence shared = new FaultSequence(FAULTS, 5);
        first(alone, Exchange.CALL, 400_000);

        AtOnce.of(4, thread -> first(shared, Exchange.CALL, 100_000));

        for (FaultKind kind : FaultKind.values()) {
            assertThat(shared.met(kind, Exchange.CALL)).isEqualTo(alone.met(kind, Exchange.CALL));
        }
    }

    @Test
    void a_sandbox_can_say_how_to_repeat_its_faults() {
        SandboxConfiguration faulty = Sandbox.configure().faults(FaultKind.NOT_FOUND.withProbability(0.5));
        try (Sandbox sandbox = faulty.start(); Sandbox other = faulty.start();
                Sandbox again = faulty.faultSeed(sandbox.faultSeed()).start()) {
            assertThat(other.faultSeed()).isNotEqualTo(sandbox.faultSeed());
            assertThat(statuses(again)).isEqualTo(statuses(sandbox)).contains(200, 404);
            assertThat(again.injectedFaults(FaultKind.NOT_FOUND, Exchange.CALL)).isBetween(1, 39);
        }
    }

    private static List<Integer> statuses(Sandbox sandbox) {
        TestCaller caller = TestCaller.serviceAccountOf(sandbox);
        return Stream.generate(() -> caller.call("GET", "/things", "").status()).limit(40).toList();
    }
}
