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
 * Which exchanges go wrong, and how: for one seed the first, second, … challenge always in the same way, whatever
 * redemptions and calls come between; likewise those. Counts what it hands out. Thread-safe.
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

    /** The fault that the next such exchange meets, if it meets one. */
    public Option<Fault> next(Exchange exchange) {
        return lots.get(exchange).draw();
    }

    /** How often one of that kind was met on such an exchange so far. */
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
