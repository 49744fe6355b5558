package io.countersign.contracts.http;

import io.countersign.ports.outbound.ActionExecutor;

/**
 * The contract of every {@link ActionExecutor}. Implement {@link #executorTo} in a test class, and JUnit runs every
 * test that the executor of this library passes: failures become the right {@link
 * io.countersign.ports.failure.ApiFailure}, so that callers know whether the call may have been carried out, and the
 * call is sent once.
 */
public interface ActionExecutorContract extends TokenlessExecutorContract, BearerTokenContract {
}
