package io.countersign.contracts.http;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.contracts.fixture.Detection;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;

/** Adapters that leave the token to a gateway pass the contracts for them. */
class TokenlessContractsTest {

    private static final HttpFlaw TOKENLESS = new HttpFlaw() {
        @Override
        public ApiAccess access(ApiAccess api) {
            return api.withToken(() -> "of-nobody");
        }

        @Override
        public HttpRequest request(HttpRequest request) {
            return RequestBody.without("Authorization", request);
        }

        @Override
        public Detection detection() {
            return Detection.by("the_bearer_token_is_asked_for_by_every_exchange_and_goes_along", MANY);
        }
    };

    static class Transport implements TokenlessTransportContract {

        @Override
        public UserActionTransport transportTo(ApiAccess api) {
            return new SpoiledAdapter(HttpFlaws.current(), api);
        }
    }

    static class Executor implements TokenlessExecutorContract {

        @Override
        public ActionExecutor executorTo(ApiAccess api) {
            return new SpoiledAdapter(HttpFlaws.current(), api);
        }
    }

    @Test
    void a_transport_without_a_token_keeps_its_contract_and_no_other() {
        ContractProof.of(TokenlessTransportContract.class, Transport.class, HttpFlaws.SLOW).assertOverlooks(TOKENLESS);
        ContractProof.of(UserActionTransportContract.class, UserActionTransportContractTest.Subject.class,
                HttpFlaws.SLOW).assertCaught(TOKENLESS);
    }

    @Test
    void an_executor_without_a_token_keeps_its_contract_and_no_other() {
        ContractProof.of(TokenlessExecutorContract.class, Executor.class, HttpFlaws.SLOW).assertOverlooks(TOKENLESS);
        ContractProof.of(ActionExecutorContract.class, ActionExecutorContractTest.Subject.class, HttpFlaws.SLOW)
                .assertCaught(TOKENLESS);
    }
}
