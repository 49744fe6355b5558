package io.countersign.adapters.http;

import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.vavr.control.Either;

import java.util.function.Function;

/** Each exchange with the API as one function of a connection, so that a test can hold for all of them. */
enum Exchanging {

    ASKING_FOR_A_CHALLENGE(Exchange.CHALLENGE,
            connection -> RetrofitTransport.over(connection).requestChallenge(Settings.anAction())),
    REDEEMING(Exchange.REDEMPTION,
            connection -> RetrofitTransport.over(connection).redeem(Settings.aSignedChallenge())),
    MAKING_THE_CALL(Exchange.EXECUTION,
            connection -> HttpActionExecutor.over(connection)
                    .execute(Settings.anAction().authorizedBy(Settings.aToken()))),
    READING(Exchange.READ,
            connection -> HttpActionExecutor.over(connection).read(Settings.path("/wallets")));

    final Exchange exchange;
    private final Function<ApiConnection, Either<ApiFailure, ?>> call;

    Exchanging(Exchange exchange, Function<ApiConnection, Either<ApiFailure, ?>> call) {
        this.exchange = exchange;
        this.call = call;
    }

    /** The exchange with those settings, over a connection of its own. */
    Either<ApiFailure, ?> with(ConnectionSettings.Draft settings) {
        try (ApiConnection connection = ApiConnection.open(settings.validated().get())) {
            return over(connection);
        }
    }

    Either<ApiFailure, ?> over(ApiConnection connection) {
        return call.apply(connection);
    }
}
