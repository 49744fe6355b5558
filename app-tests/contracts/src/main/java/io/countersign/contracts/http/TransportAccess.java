package io.countersign.contracts.http;

import io.countersign.contracts.support.WireSamples;
import io.countersign.domain.action.UserActionToken;
import io.countersign.ports.failure.ApiFailure.Exchange;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Where the parts of {@link UserActionTransportContract} get the transport from. */
public interface TransportAccess extends ApiExchanges {

    /** The transport, for an API that is there. Asked several times by a test. */
    UserActionTransport transportTo(ApiAccess api);

    /** Ends whatever that transport holds. Called with each that was asked for, once its test is through with it. */
    default void close(UserActionTransport transport) {
    }

    @Override
    default Seq<ApiExchange> exchanges(ApiAccess api) {
        Loan<UserActionTransport> loan = Loan.ofTransport(this, api);
        return List.of(
                ApiExchange.of(loan, Exchange.CHALLENGE,
                        number -> WireSamples.action("POST", "/wallets", ApiExchange.mark(number)),
                        loan.adapter()::requestChallenge, loan.adapter()::requestChallenge,
                        number -> WireSamples.challenge(ApiExchange.mark(number)),
                        challenge -> challenge.challenge().value()),
                ApiExchange.of(loan, Exchange.REDEMPTION,
                        number -> WireSamples.domainChallenge(ApiExchange.mark(number))
                                .signedBy(WireSamples.keyAssertion(Option.none())).get(),
                        loan.adapter()::redeem, loan.adapter()::redeem,
                        number -> "{\"userAction\": \"" + ApiExchange.mark(number) + "\"}",
                        UserActionToken::value));
    }
}
