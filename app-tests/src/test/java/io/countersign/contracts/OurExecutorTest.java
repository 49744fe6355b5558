package io.countersign.contracts;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.testkit.contract.ActionExecutorContract;
import io.countersign.testkit.contract.ApiAccess;
import org.junit.jupiter.api.AfterEach;

import java.util.ArrayList;
import java.util.List;

/** {@link HttpActionExecutor} keeps the contract of executors. */
class OurExecutorTest implements ActionExecutorContract {

    private final List<ApiConnection> connections = new ArrayList<>();

    @Override
    public ActionExecutor executorTo(ApiAccess api) {
        var settings = ConnectionSettings.to(api.baseUrl().toString(), api.bearerToken())
                .answerWithin(api.answerWithin()).validated().get();
        connections.add(ApiConnection.open(settings));
        return HttpActionExecutor.over(connections.get(connections.size() - 1));
    }

    @AfterEach
    void close() {
        connections.forEach(ApiConnection::close);
    }
}
