package io.countersign.sandbox.faults;

/** What a kind of fault makes of one exchange. */
@FunctionalInterface
interface FaultEffect {

    /**
     * Sees to it that the exchange ends as it should, now or later; does not block.
     *
     * @throws Exception what goes wrong without being asked to, such as a client that is gone
     */
    void on(FaultyExchange exchange) throws Exception;
}
