package io.countersign.conformance;

import io.countersign.contracts.http.ActionExecutorContract;
import io.countersign.contracts.http.ApiAccess;
import io.countersign.contracts.http.ExecutorTrustContract;
import io.countersign.contracts.http.TransportTrustContract;
import io.countersign.contracts.http.UserActionTransportContract;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import io.countersign.replacement.HttpClientExecutor;
import io.countersign.replacement.HttpClientTransport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The adapters of the examples, on the JDK's HTTP client, pass the contracts. */
class HttpClientAdaptersTest {

    @Test
    void a_header_that_http_does_not_permit_or_that_says_nothing_is_refused() {
        var transport = HttpClientTransport.to(URI.create("http://127.0.0.1:1"), () -> "token", Duration.ofSeconds(1));

        List.of("", " ", "one\r\nX-Other: two").forEach(value ->
                assertThatIllegalArgumentException().isThrownBy(() -> transport.withHeader("X-Gateway-Key", value)));
        assertThatIllegalArgumentException().isThrownBy(() -> transport.withHeader("Content-Length", "5"));
    }

    @Nested
    class Transport implements UserActionTransportContract, TransportTrustContract {

        @Override
        public UserActionTransport transportTo(ApiAccess api) {
            return HttpClientTransport.to(api.baseUrl(), api.bearerToken(), api.callTimeout());
        }

        @Override
        public UserActionTransport transportTrusting(String authorityPem, ApiAccess api) {
            return HttpClientTransport.trusting(authorityPem, api.baseUrl(), api.bearerToken(), api.callTimeout());
        }
    }

    @Nested
    class Executor implements ActionExecutorContract, ExecutorTrustContract {

        @Override
        public ActionExecutor executorTo(ApiAccess api) {
            return HttpClientExecutor.to(api.baseUrl(), api.bearerToken(), api.callTimeout());
        }

        @Override
        public ActionExecutor executorTrusting(String authorityPem, ApiAccess api) {
            return HttpClientExecutor.trusting(authorityPem, api.baseUrl(), api.bearerToken(), api.callTimeout());
        }
    }
}
