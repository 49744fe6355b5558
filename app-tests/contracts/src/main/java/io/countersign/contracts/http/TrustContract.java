package io.countersign.contracts.http;

import io.countersign.contracts.server.ServerCertificate;
import io.countersign.ports.failure.ApiFailureKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which servers an adapter with a given certificate authority trusts. Part of {@link TransportTrustContract} and
 * {@link ExecutorTrustContract}.
 */
public interface TrustContract {

    /**
     * Returns the exchanges of an adapter that trusts the given authority.
     *
     * @param authorityPem the authority's certificate (RFC 7468)
     * @return the exchanges
     */
    ApiExchanges exchangesTrusting(String authorityPem);

    private EveryExchange withServer(ServerCertificate certificate) {
        return EveryExchange.of(exchangesTrusting(ServerCertificate.authorityPem())).over(certificate);
    }

    private void refused(ServerCertificate certificate) {
        withServer(certificate).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> {
                    exchange.failure(ApiFailureKind.TLS_REFUSED);
                    assertThat(server.received()).as("requests sent to an untrusted server").isEmpty();
                });
    }

    @Test
    default void a_server_that_the_authority_vouches_for_is_talked_to() {
        withServer(ServerCertificate.GOOD).meets(
                ApiExchange::answeredWell,
                (exchange, server) -> exchange.assertSucceeds(1));
    }

    @Test
    default void a_certificate_for_another_host_is_refused() {
        refused(ServerCertificate.OF_ANOTHER_HOST);
    }

    @Test
    default void a_certificate_that_has_expired_is_refused() {
        refused(ServerCertificate.EXPIRED);
    }

    @Test
    default void a_certificate_of_another_authority_is_refused() {
        refused(ServerCertificate.OF_ANOTHER_AUTHORITY);
    }
}
