package io.countersign.contracts;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.testkit.contract.ActionExecutorContract;
import io.countersign.testkit.contract.ApiAccess;

import java.util.HashMap;
import java.util.Map;

/** {@link HttpActionExecutor} keeps the contract of executors. */
class OurExecutorTest implements ActionExecutorContract {

    private final Map<ActionExecutor, ApiConnection> connections = new HashMap<>();

    @Override
    public ActionExecutor executorTo(ApiAccess api) {
        var settings = ConnectionSettings.to(api.baseUrl().toString(), api.bearerToken())
                .answerWithin(api.answerWithin()).validated().get();
        ApiConnection connection = ApiConnection.open(settings);
        ActionExecutor executor = HttpActionExecutor.over(connection);
        connections.put(executor, connection);
        return executor;
    }

    @Override
    public void close(ActionExecutor executor) {
        connections.remove(executor).close();
    }
}
