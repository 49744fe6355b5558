package io.countersign.contracts.http;

import io.vavr.collection.Seq;

/**
 * The exchanges that an adapter makes with the API. {@link UserActionTransportContract} and {@link
 * ActionExecutorContract}, which teams implement, supply them; the tests for all exchanges are in {@link
 * ApiRefusalsContract}, {@link ApiNetworkContract} and {@link ApiConductContract}.
 */
public interface ApiExchanges {

    /**
     * Returns the exchanges of a new adapter. Closing one of them closes the adapter.
     *
     * @param api the address and terms of the API
     * @return the exchanges
     */
    Seq<ApiExchange> exchanges(ApiAccess api);

    /**
     * Returns each exchange once for every method and body that HTTP clients treat differently.
     *
     * @param api the address and terms of the API
     * @return the exchanges
     */
    default Seq<ApiExchange> exchangesOfEveryForm(ApiAccess api) {
        return exchanges(api);
    }
}
