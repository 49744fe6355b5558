package io.countersign.contracts.http;

import io.countersign.ports.outbound.ActionExecutor;

/**
 * What every {@link ActionExecutor} is held to. A team implements {@link #executorTo}, and gets every test that the
 * executor of this library passes. What goes wrong becomes the right
 * {@link io.countersign.ports.failure.ApiFailure}, so that callers know whether the call may have been carried out;
 * and the call is sent once.
 */
public interface ActionExecutorContract extends TokenlessExecutorContract, BearerTokenContract {
}
