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

/** Payroll accepts the transport as it was built: what it sends and reads. The bank looks at all of it. */
class TransportTest implements ChallengeExchangeContract, RedemptionExchangeContract {

    private final List<ApiConnection> connections = new ArrayList<>();

    @Override
    public UserActionTransport transportTo(ApiAccess api) {
        var settings = ConnectionSettings.builder(api.baseUrl().toString(), api.bearerToken())
                .callTimeout(api.answerWithin()).buildOrThrow();
        ApiConnection connection = ApiConnection.open(settings);
        connections.add(connection);
        return RetrofitTransport.over(connection);
    }

    @AfterEach
    void close() {
        connections.forEach(ApiConnection::close);
    }
}
