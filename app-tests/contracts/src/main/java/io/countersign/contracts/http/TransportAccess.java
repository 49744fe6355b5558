package io.countersign.contracts.http;

import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.action.UserActionToken;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Supplies the transport to the parts of {@link UserActionTransportContract}. */
public interface TransportAccess extends ApiExchanges {

    /**
     * Creates the transport. Called several times by a test.
     *
     * @param api the address and terms of the API
     * @return a transport for that API
     */
    UserActionTransport transportTo(ApiAccess api);

    /**
     * Closes a transport after its test. Does nothing by default.
     *
     * @param transport a transport that {@link #transportTo} returned
     */
    default void close(UserActionTransport transport) {
    }

    @Override
    default Seq<ApiExchange> exchanges(ApiAccess api) {
        AdapterInUse<UserActionTransport> inUse = AdapterInUse.ofTransport(this, api);
        return List.of(
                ApiExchange.of(inUse, Exchange.CHALLENGE,
                        number -> WireSamples.action("POST", "/wallets", ApiExchange.mark(number)),
                        inUse.adapter()::requestChallenge, inUse.adapter()::requestChallenge,
                        number -> WireSamples.challenge(ApiExchange.mark(number)),
                        challenge -> challenge.challenge().value()),
                ApiExchange.of(inUse, Exchange.REDEMPTION,
                        number -> WireSamples.domainChallenge(ApiExchange.mark(number))
                                .signedBy(WireSamples.keyAssertion(Option.none())).get(),
                        inUse.adapter()::redeem, inUse.adapter()::redeem,
                        number -> "{\"userAction\": \"" + ApiExchange.mark(number) + "\"}",
                        UserActionToken::value));
    }
}
