package io.countersign.contracts.http;

import io.countersign.ports.outbound.ActionExecutor;

/** The additional contract of an {@link ActionExecutor} that can be given a certificate authority to trust. */
public interface ExecutorTrustContract extends ExecutorAccess, TrustContract {

    /**
     * Creates the executor as {@link #executorTo} does, but trusting the given authority.
     *
     * @param authorityPem the authority's certificate (RFC 7468)
     * @param api the address and terms of the API
     * @return an executor for that API
     */
    ActionExecutor executorTrusting(String authorityPem, ApiAccess api);

    @Override
    default ApiExchanges exchangesTrusting(String authorityPem) {
        return new ExecutorAccess() {
            @Override
            public ActionExecutor executorTo(ApiAccess api) {
                return executorTrusting(authorityPem, api);
            }

            @Override
            public void close(ActionExecutor executor) {
                ExecutorTrustContract.this.close(executor);
            }
        };
    }
}
