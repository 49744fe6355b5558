package io.countersign.conformance;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.tls.TlsSettings;
import io.countersign.contracts.http.ApiAccess;
import io.countersign.contracts.http.TransportTrustContract;
import io.countersign.contracts.http.UserActionTransportContract;
import io.countersign.ports.outbound.UserActionTransport;

import java.util.HashMap;
import java.util.Map;

/** {@link RetrofitTransport} passes its contract. */
class OurTransportTest implements UserActionTransportContract, TransportTrustContract {

    private final Map<UserActionTransport, ApiConnection> connections = new HashMap<>();

    @Override
    public UserActionTransport transportTo(ApiAccess api) {
        return transportOver(settingsFor(api));
    }

    @Override
    public UserActionTransport transportTrusting(String authorityPem, ApiAccess api) {
        return transportOver(settingsFor(api).tls(TlsSettings.builder().trustedCertificates(authorityPem)));
    }

    private static ConnectionSettings.Builder settingsFor(ApiAccess api) {
        return ConnectionSettings.builder(api.baseUrl().toString(), api.bearerToken()).callTimeout(api.callTimeout());
    }

    private UserActionTransport transportOver(ConnectionSettings.Builder settings) {
        ApiConnection connection = ApiConnection.open(settings.buildOrThrow());
        UserActionTransport transport = RetrofitTransport.over(connection);
        connections.put(transport, connection);
        return transport;
    }

    @Override
    public void close(UserActionTransport transport) {
        connections.remove(transport).close();
    }
}
