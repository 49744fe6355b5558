package io.countersign.contracts;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.ports.outbound.UserActionTransport;
import io.countersign.testkit.contract.ApiAccess;
import io.countersign.testkit.contract.UserActionTransportContract;
import org.junit.jupiter.api.AfterEach;

import java.util.ArrayList;
import java.util.List;

/** {@link RetrofitTransport} keeps the contract of transports. */
class OurTransportTest implements UserActionTransportContract {

    private final List<ApiConnection> connections = new ArrayList<>();

    @Override
    public UserActionTransport transportTo(ApiAccess api) {
        var settings = ConnectionSettings.to(api.baseUrl().toString(), api.bearerToken())
                .answerWithin(api.answerWithin()).validated().get();
        connections.add(ApiConnection.open(settings));
        return RetrofitTransport.over(connections.get(connections.size() - 1));
    }

    @AfterEach
    void close() {
        connections.forEach(ApiConnection::close);
    }
}
