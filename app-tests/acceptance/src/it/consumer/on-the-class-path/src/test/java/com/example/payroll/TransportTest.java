package com.example.payroll;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.contracts.http.ApiAccess;
import io.countersign.contracts.http.ChallengeExchangeContract;
import io.countersign.contracts.http.RedemptionExchangeContract;
import io.countersign.ports.outbound.UserActionTransport;
import org.junit.jupiter.api.AfterEach;

import java.util.ArrayList;
import java.util.List;

/** The built transport passes the parts of its contract about messages. The other parts run on the module path. */
class TransportTest implements ChallengeExchangeContract, RedemptionExchangeContract {

    private final List<ApiConnection> connections = new ArrayList<>();

    @Override
    public UserActionTransport transportTo(ApiAccess api) {
        var settings = ConnectionSettings.builder(api.baseUrl().toString(), api.bearerToken())
                .callTimeout(api.callTimeout()).buildOrThrow();
        ApiConnection connection = ApiConnection.open(settings);
        connections.add(connection);
        return RetrofitTransport.over(connection);
    }

    @AfterEach
    void close() {
        connections.forEach(ApiConnection::close);
    }
}
