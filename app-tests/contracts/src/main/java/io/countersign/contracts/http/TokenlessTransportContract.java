package io.countersign.contracts.http;

import io.countersign.ports.outbound.UserActionTransport;

/**
 * What a {@link UserActionTransport} is held to that sends no bearer token, as a gateway adds it: all of
 * {@link UserActionTransportContract} but what is said there of the token, and what the sandbox wants one for.
 */
public interface TokenlessTransportContract extends ChallengeExchangeContract, RedemptionExchangeContract,
        MessageContract, ApiRefusalsContract, ApiNetworkContract, ApiConductContract, ApiTransmissionContract {
}
