package io.countersign.sandbox;

import io.countersign.sandbox.faults.FaultSequence;
import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.Fault;
import io.countersign.sandbox.model.Faults;

import java.util.List;
import java.util.stream.LongStream;

/** Finds seeds with which a test gets the faults that it needs. */
final class Seeds {

    private Seeds() {
    }

    /**
     * Returns a configuration with which the first exchange of that kind meets the fault, and the next ones meet none.
     */
    static SandboxConfiguration firstMeets(Fault fault, Exchange exchange) {
        Faults faults = Faults.of(List.of(fault.on(exchange))).get();
        long seed = LongStream.range(0, 1_000_000)
                .filter(candidate -> firstAlone(new FaultSequence(faults, candidate), exchange))
                .findFirst().orElseThrow();
        return Sandbox.configure().faults(faults).faultSeed(seed);
    }

    private static boolean firstAlone(FaultSequence sequence, Exchange exchange) {
        boolean first = sequence.next(exchange).isDefined();
        return first && LongStream.range(0, 5).noneMatch(later -> sequence.next(exchange).isDefined());
    }
}
