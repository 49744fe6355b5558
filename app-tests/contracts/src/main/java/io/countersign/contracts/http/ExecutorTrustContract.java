package io.countersign.contracts.http;

import io.countersign.ports.outbound.ActionExecutor;

/** What an {@link ActionExecutor} is held to besides if it can be told whom to trust. */
public interface ExecutorTrustContract extends ExecutorAccess, TrustContract {

    /**
     * The same executor as {@link #executorTo}, but that it trusts that authority.
     *
     * @param authorityPem a certificate (RFC 7468)
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
