package io.countersign.contracts.http;

import io.countersign.ports.outbound.ActionExecutor;

/**
 * The contract of an {@link ActionExecutor} that sends no bearer token because a gateway adds it: {@link
 * ActionExecutorContract} without the tests of the token.
 */
public interface TokenlessExecutorContract
        extends ExecutionContract, ApiRefusalsContract, ApiNetworkContract, ApiConductContract,
        ApiTransmissionContract {
}
