package io.countersign.adapters.http.resilience;

import io.countersign.domain.action.UserAction;
import io.countersign.domain.action.UserActionToken;
import io.countersign.domain.challenge.SignedChallenge;
import io.countersign.domain.challenge.UserActionChallenge;
import io.countersign.ports.outbound.ApiFailure;
import io.countersign.ports.outbound.ApiFailure.Exchange;
import io.countersign.ports.outbound.UserActionTransport;
import io.vavr.control.Either;

/** A transport behind a gate. */
final class ProtectedTransport implements UserActionTransport {

    private final UserActionTransport transport;
    private final Gate gate;

    ProtectedTransport(UserActionTransport transport, Gate gate) {
        this.transport = transport;
        this.gate = gate;
    }

    @Override
    public Either<ApiFailure, UserActionChallenge> requestChallenge(UserAction action) {
        return gate.pass(Exchange.CHALLENGE, () -> transport.requestChallenge(action));
    }

    @Override
    public Either<ApiFailure, UserActionToken> redeem(SignedChallenge challenge) {
        return gate.pass(Exchange.REDEMPTION, () -> transport.redeem(challenge));
    }

    @Override
    public String toString() {
        return transport + ", protected";
    }
}
