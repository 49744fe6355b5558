package io.countersign.contracts;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.ports.outbound.UserActionTransport;
import io.countersign.testkit.contract.ApiAccess;
import io.countersign.testkit.contract.UserActionTransportContract;

import java.util.HashMap;
import java.util.Map;

/** {@link RetrofitTransport} keeps the contract of transports. */
class OurTransportTest implements UserActionTransportContract {

    private final Map<UserActionTransport, ApiConnection> connections = new HashMap<>();

    @Override
    public UserActionTransport transportTo(ApiAccess api) {
        var settings = ConnectionSettings.to(api.baseUrl().toString(), api.bearerToken())
                .answerWithin(api.answerWithin()).validated().get();
        ApiConnection connection = ApiConnection.open(settings);
        UserActionTransport transport = RetrofitTransport.over(connection);
        connections.put(transport, connection);
        return transport;
    }

    @Override
    public void close(UserActionTransport transport) {
        connections.remove(transport).close();
    }
}
