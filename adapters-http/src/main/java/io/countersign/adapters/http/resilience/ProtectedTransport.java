package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.attempt.Transmission;
import io.countersign.ports.failure.ApiFailure;
import io.countersign.ports.failure.Exchange;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;

/** Makes the exchanges of a transport through a gate. */
final class ProtectedTransport implements UserActionTransport {

    private final UserActionTransport transport;
    private final Gate gate;

    ProtectedTransport(UserActionTransport transport, Gate gate) {
        this.transport = transport;
        this.gate = gate;
    }

    @Override
    public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
        return requestChallenge(action, Transmission.standalone());
    }

    @Override
    public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action, Transmission transmission) {
        return gate.pass(Exchange.CHALLENGE, transmission, () -> transport.requestChallenge(action, transmission));
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
        return redeem(challenge, Transmission.standalone());
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge, Transmission transmission) {
        return gate.pass(Exchange.REDEMPTION, transmission, () -> transport.redeem(challenge, transmission));
    }

    @Override
    public String toString() {
        return transport + ", protected";
    }
}
