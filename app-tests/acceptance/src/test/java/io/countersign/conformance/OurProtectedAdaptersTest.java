package io.countersign.conformance;

import io.countersign.adapters.http.ApiConnection;
import io.countersign.adapters.http.ConnectionSettings;
import io.countersign.adapters.http.HttpActionExecutor;
import io.countersign.adapters.http.RetrofitTransport;
import io.countersign.adapters.http.resilience.Protections;
import io.countersign.contracts.http.ActionExecutorContract;
import io.countersign.contracts.http.ApiAccess;
import io.countersign.contracts.http.UserActionTransportContract;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.junit.jupiter.api.Nested;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Adapters with resilience pass the contracts, as long as no protection intervenes. */
class OurProtectedAdaptersTest {

    private final Map<Object, ApiConnection> connections = new HashMap<>();

    private ApiConnection open(ApiAccess api) {
        return ApiConnection.open(ConnectionSettings.builder(api.baseUrl().toString(), api.bearerToken())
                .callTimeout(api.callTimeout()).buildOrThrow());
    }

    /** Returns a circuit breaker that opens after a hundred exchanges at the earliest. */
    private static Protections generous() {
        return Protections.none()
                .withBulkhead(Bulkhead.ofDefaults("generous"))
                .withCircuitBreaker(CircuitBreaker.ofDefaults("patient"))
                .withRateLimiter(RateLimiter.of("generous", RateLimiterConfig.custom()
                        .limitForPeriod(1_000_000).limitRefreshPeriod(Duration.ofSeconds(1)).build()));
    }

    @Nested
    class Transport implements UserActionTransportContract {

        @Override
        public UserActionTransport transportTo(ApiAccess api) {
            ApiConnection connection = open(api);
            UserActionTransport transport = generous().decorate(RetrofitTransport.over(connection));
            connections.put(transport, connection);
            return transport;
        }

        @Override
        public void close(UserActionTransport transport) {
            connections.remove(transport).close();
        }
    }

    @Nested
    class Executor implements ActionExecutorContract {

        @Override
        public ActionExecutor executorTo(ApiAccess api) {
            ApiConnection connection = open(api);
            ActionExecutor executor = generous().decorate(HttpActionExecutor.over(connection));
            connections.put(executor, connection);
            return executor;
        }

        @Override
        public void close(ActionExecutor executor) {
            connections.remove(executor).close();
        }
    }
}
