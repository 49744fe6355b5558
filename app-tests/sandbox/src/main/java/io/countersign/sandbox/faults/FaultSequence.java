package io.countersign.sandbox.faults;

import io.countersign.sandbox.model.Exchange;
import io.countersign.sandbox.model.Fault;
import io.countersign.sandbox.model.FaultKind;
import io.countersign.sandbox.model.Faults;
import io.vavr.collection.List;
import io.vavr.control.Option;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Chooses the exchanges that go wrong. With one seed, the n-th challenge, redemption and call each always meet the same
 * fault, in whatever order the three are mixed. Counts the faults that it returns. Thread-safe.
 */
public final class FaultSequence {

    private final long seed;
    private final Map<Exchange, Lots> lots = new EnumMap<>(Exchange.class);

    public FaultSequence(Faults faults, long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        for (Exchange exchange : Exchange.values()) {
            lots.put(exchange, new Lots(faults.thatHappenTo(exchange), random.split()));
        }
    }

    /** Returns the fault that the next exchange of that kind meets, if any. */
    public Option<Fault> next(Exchange exchange) {
        return lots.get(exchange).draw();
    }

    /** Returns how often a kind of fault was met in an exchange so far. */
    public int met(FaultKind kind, Exchange exchange) {
        return lots.get(exchange).drawn(kind);
    }

    public long seed() {
        return seed;
    }

    private static final class Lots {

        private final List<Fault> faults;
        private final SplittableRandom random;
        private final Map<FaultKind, Integer> drawn = new EnumMap<>(FaultKind.class);

        private Lots(List<Fault> faults, SplittableRandom random) {
            this.faults = faults;
            this.random = random;
        }

        private synchronized Option<Fault> draw() {
            double lot = random.nextDouble();
            for (Fault fault : faults) {
                lot -= fault.probability();
                if (lot < 0) {
                    drawn.merge(fault.kind(), 1, Integer::sum);
                    return Option.some(fault);
                }
            }
            return Option.none();
        }

        private synchronized int drawn(FaultKind kind) {
            return drawn.getOrDefault(kind, 0);
        }
    }
}
