package io.countersign.contracts.http;

import io.countersign.ports.outbound.ActionExecutor;

/**
 * What an {@link ActionExecutor} is held to that sends no bearer token, as a gateway adds it: all of
 * {@link ActionExecutorContract} but what is said there of the token.
 */
public interface TokenlessExecutorContract
        extends ExecutionContract, ApiRefusalsContract, ApiNetworkContract, ApiConductContract,
        ApiTransmissionContract {
}
