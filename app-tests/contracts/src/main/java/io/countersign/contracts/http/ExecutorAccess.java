package io.countersign.contracts.http;

import io.countersign.domain.action.ApiAnswer;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.countersign.ports.outbound.ActionExecutor;
import io.vavr.collection.List;
import io.vavr.collection.Seq;

import static io.countersign.contracts.support.WireSamples.action;
import static io.countersign.contracts.support.WireSamples.authorized;

/** Where the parts of {@link ActionExecutorContract} get the executor from. */
public interface ExecutorAccess extends ApiExchanges {

    /** The executor, for an API that is there. Asked several times by a test. */
    ActionExecutor executorTo(ApiAccess api);

    /** Ends whatever that executor holds. Called with each that was asked for, once its test is through with it. */
    default void close(ActionExecutor executor) {
    }

    @Override
    default Seq<ApiExchange> exchanges(ApiAccess api) {
        return List.of(execution(Loan.ofExecutor(this, api), "POST", true));
    }

    @Override
    default Seq<ApiExchange> exchangesOfEveryForm(ApiAccess api) {
        Loan<ActionExecutor> loan = Loan.ofExecutor(this, api);
        return List.of("POST", "PUT", "PATCH", "DELETE").map(method -> execution(loan, method, true))
                .append(execution(loan, "DELETE", false));
    }

    private static ApiExchange execution(Loan<ActionExecutor> loan, String method, boolean withBody) {
        return ApiExchange.of(loan, Exchange.EXECUTION,
                number -> authorized(action(method, "/wallets/" + ApiExchange.mark(number), withBody ? "{}" : "")),
                loan.adapter()::execute, loan.adapter()::execute,
                number -> "{\"id\": \"" + ApiExchange.mark(number) + "\"}",
                ApiAnswer::body);
    }
}
