package io.countersign.contracts.http;

import io.countersign.contracts.fixture.ContractProof;
import io.countersign.ports.outbound.ActionExecutor;
import io.countersign.ports.outbound.UserActionTransport;
import io.countersign.replacement.HttpClientExecutor;
import io.countersign.replacement.HttpClientTransport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;

/** Every test of the contracts finds a flaw and passes with correct adapters. */
class TrustContractsTest {

    static final List<ContractProof> PROOFS = List.of(
            ContractProof.of(TransportTrustContract.class, Transport.class),
            ContractProof.of(ExecutorTrustContract.class, Executor.class));

    static class Transport implements TransportTrustContract {

        @Override
        public UserActionTransport transportTo(ApiAccess api) {
            return HttpClientTransport.to(api.baseUrl(), api.bearerToken(), api.callTimeout());
        }

        @Override
        public UserActionTransport transportTrusting(String authorityPem, ApiAccess api) {
            return HttpFlaws.current() == HttpFlaw.NONE
                    ? HttpClientTransport.trusting(authorityPem, api.baseUrl(), api.bearerToken(), api.callTimeout())
                    : new SpoiledAdapter(HttpFlaws.current(), api);
        }
    }

    static class Executor implements ExecutorTrustContract {

        @Override
        public ActionExecutor executorTo(ApiAccess api) {
            return HttpClientExecutor.to(api.baseUrl(), api.bearerToken(), api.callTimeout());
        }

        @Override
        public ActionExecutor executorTrusting(String authorityPem, ApiAccess api) {
            return HttpFlaws.current() == HttpFlaw.NONE
                    ? HttpClientExecutor.trusting(authorityPem, api.baseUrl(), api.bearerToken(), api.callTimeout())
                    : new SpoiledAdapter(HttpFlaws.current(), api);
        }
    }

    @ParameterizedTest
    @FieldSource("PROOFS")
    void a_sound_adapter_passes_every_test(ContractProof proof) {
        proof.assertKeptByASoundSubject();
    }

    @ParameterizedTest
    @EnumSource
    void a_flawed_adapter_is_caught(FlawedTrust flaw) {
        PROOFS.forEach(proof -> proof.assertCaught(flaw));
    }

    @ParameterizedTest
    @FieldSource("PROOFS")
    void every_test_has_a_flaw_to_find(ContractProof proof) {
        proof.assertEveryTestHasAFlaw(FlawedTrust.values());
    }
}
