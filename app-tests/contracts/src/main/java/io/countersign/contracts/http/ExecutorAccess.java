package io.countersign.contracts.http;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import static io.countersign.contracts.support.WireSamples.action;
import static io.countersign.contracts.support.WireSamples.authorized;

/** Supplies the executor to the parts of {@link ActionExecutorContract}. */
public interface ExecutorAccess extends ApiExchanges {

    /**
     * Creates the executor. Called several times by a test.
     *
     * @param api the address and terms of the API
     * @return an executor for that API
     */
    ActionExecutor executorTo(ApiAccess api);

    /**
     * Closes an executor after its test. Does nothing by default.
     *
     * @param executor an executor that {@link #executorTo} returned
     */
    default void close(ActionExecutor executor) {
    }

    @Override
    default Seq<ApiExchange> exchanges(ApiAccess api) {
        return List.of(execution(AdapterInUse.ofExecutor(this, api), "POST", true));
    }

    @Override
    default Seq<ApiExchange> exchangesOfEveryForm(ApiAccess api) {
        AdapterInUse<ActionExecutor> inUse = AdapterInUse.ofExecutor(this, api);
        return List.of("POST", "PUT", "PATCH", "DELETE").map(method -> execution(inUse, method, true))
                .append(execution(inUse, "DELETE", false));
    }

    private static ApiExchange execution(AdapterInUse<ActionExecutor> inUse, String method, boolean withBody) {
        return ApiExchange.of(inUse, Exchange.EXECUTION,
                number -> authorized(action(method, "/wallets/" + ApiExchange.mark(number), withBody ? "{}" : "")),
                inUse.adapter()::execute, inUse.adapter()::execute,
                number -> "{\"id\": \"" + ApiExchange.mark(number) + "\"}",
                ApiAnswer::body);
    }
}
