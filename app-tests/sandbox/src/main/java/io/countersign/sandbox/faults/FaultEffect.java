package io.countersign.sandbox.faults;

/** The effect of a kind of fault on one exchange. */
@FunctionalInterface
interface FaultEffect {

    /**
     * Arranges for the exchange to end as the fault demands, now or later. Does not block.
     *
     * @throws Exception if something else fails, such as a client that has gone away
     */
    void on(FaultyExchange exchange) throws Exception;
}
