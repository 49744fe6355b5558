package io.countersign.conformance;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.contracts.http.ActionExecutorContract;
import io.countersign.contracts.http.ApiAccess;
import io.countersign.contracts.http.ExecutorTrustContract;
import io.countersign.ports.outbound.ActionExecutor;

import java.util.HashMap;
import java.util.Map;

/** {@link HttpActionExecutor} passes its contract. */
class OurExecutorTest implements ActionExecutorContract, ExecutorTrustContract {

    private final Map<ActionExecutor, ApiConnection> connections = new HashMap<>();

    @Override
    public ActionExecutor executorTo(ApiAccess api) {
        return executorOver(settingsFor(api));
    }

    @Override
    public ActionExecutor executorTrusting(String authorityPem, ApiAccess api) {
        return executorOver(settingsFor(api).tls(TlsSettings.builder().trustedCertificates(authorityPem)));
    }

    private static ConnectionSettings.Builder settingsFor(ApiAccess api) {
        return ConnectionSettings.builder(api.baseUrl().toString(), api.bearerToken()).callTimeout(api.callTimeout());
    }

    private ActionExecutor executorOver(ConnectionSettings.Builder settings) {
        ApiConnection connection = ApiConnection.open(settings.buildOrThrow());
        ActionExecutor executor = HttpActionExecutor.over(connection);
        connections.put(executor, connection);
        return executor;
    }

    @Override
    public void close(ActionExecutor executor) {
        connections.remove(executor).close();
    }
}
