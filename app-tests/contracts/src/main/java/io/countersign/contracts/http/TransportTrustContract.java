package io.countersign.contracts.http;

import io.countersign.ports.outbound.UserActionTransport;

/** What a {@link UserActionTransport} is held to besides if it can be told whom to trust. */
public interface TransportTrustContract extends TransportAccess, TrustContract {

    /**
     * The same transport as {@link #transportTo}, but that it trusts that authority.
     *
     * @param authorityPem a certificate (RFC 7468)
     */
    UserActionTransport transportTrusting(String authorityPem, ApiAccess api);

    @Override
    default ApiExchanges exchangesTrusting(String authorityPem) {
        return new TransportAccess() {
            @Override
            public UserActionTransport transportTo(ApiAccess api) {
                return transportTrusting(authorityPem, api);
            }

            @Override
            public void close(UserActionTransport transport) {
                TransportTrustContract.this.close(transport);
            }
        };
    }
}
