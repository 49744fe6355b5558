package io.countersign.contracts.http;

import io.countersign.ports.outbound.UserActionTransport;

/** The additional contract of a {@link UserActionTransport} that can be given a certificate authority to trust. */
public interface TransportTrustContract extends TransportAccess, TrustContract {

    /**
     * Creates the transport as {@link #transportTo} does, but trusting the given authority.
     *
     * @param authorityPem the authority's certificate (RFC 7468)
     * @param api the address and terms of the API
     * @return a transport for that API
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
