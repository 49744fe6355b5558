package io.countersign.contracts.http;

import io.vavr.collection.Seq;

/**
 * The exchanges that an adapter makes with the API. {@link UserActionTransportContract} and
 * {@link ActionExecutorContract}, which teams implement, say what they are; what holds for all of them is in
 * {@link ApiRefusalsContract}, {@link ApiNetworkContract} and {@link ApiConductContract}.
 */
public interface ApiExchanges {

    /** The exchanges of an adapter for an API that is there, which is given back through one of them. */
    Seq<ApiExchange> exchanges(ApiAccess api);

    /** The same, each once with every method and body with which HTTP clients have ways of their own. */
    default Seq<ApiExchange> exchangesOfEveryForm(ApiAccess api) {
        return exchanges(api);
    }
}
