package io.countersign.contracts.http;

import io.countersign.ports.outbound.UserActionTransport;

/**
 * The contract of a {@link UserActionTransport} that sends no bearer token because a gateway adds it: {@link
 * UserActionTransportContract} without the tests of the token.
 */
public interface TokenlessTransportContract extends ChallengeExchangeContract, RedemptionExchangeContract,
        MessageContract, ApiRefusalsContract, ApiNetworkContract, ApiConductContract, ApiTransmissionContract {
}
