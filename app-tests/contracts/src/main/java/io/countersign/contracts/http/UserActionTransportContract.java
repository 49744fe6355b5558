package io.countersign.contracts.http;

import io.countersign.ports.outbound.UserActionTransport;

/**
 * The contract of every {@link UserActionTransport}. Implement {@link #transportTo} in a test class, and JUnit runs
 * every test that the transport of this library passes:
 *
 * <pre>{@code
 * class GatewayTransportTest implements UserActionTransportContract {
 *
 *     @Override
 *     public UserActionTransport transportTo(ApiAccess api) {
 *         return new GatewayTransport(api.baseUrl(), api.bearerToken(), api.callTimeout());
 *     }
 * }
 * }</pre>
 *
 * <p>The tests provide the API on 127.0.0.1, well-behaved and misbehaving. They check that right answers become domain
 * values, that failures become the right {@link io.countersign.ports.failure.ApiFailure} with the right exchange, so
 * that callers know what may be repeated, and that each exchange is sent once.
 */
public interface UserActionTransportContract extends TokenlessTransportContract, BearerTokenContract {
}
