package io.countersign.contracts.http;

import io.countersign.ports.outbound.UserActionTransport;

/**
 * What every {@link UserActionTransport} is held to. A team implements {@link #transportTo}, and gets every test that
 * the transport of this library passes:
 *
 * <pre>{@code
 * class GatewayTransportTest implements UserActionTransportContract {
 *
 *     @Override
 *     public UserActionTransport transportTo(ApiAccess api) {
 *         return new GatewayTransport(api.baseUrl(), api.bearerToken(), api.answerWithin());
 *     }
 * }
 * }</pre>
 *
 * <p>The tests bring the API along, on 127.0.0.1: one that is strict, and one that misbehaves in every way that they
 * could think of. Right answers become domain values; whatever goes wrong becomes the right
 * {@link io.countersign.ports.failure.ApiFailure}, naming the right exchange, so that callers know what may be
 * repeated; and each exchange is sent once.
 */
public interface UserActionTransportContract extends TokenlessTransportContract, BearerTokenContract {
}
