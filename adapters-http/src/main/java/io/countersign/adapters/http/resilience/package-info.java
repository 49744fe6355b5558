/**
 * Decorators of the ports for failures of the API and of the network, for any transport, signer and executor.
 * {@link io.countersign.adapters.http.resilience.Retrying} repeats user actions and decorates inbound ports;
 * {@link io.countersign.adapters.http.resilience.Protections} hold exchanges back and decorate outbound ports.
 *
 * <p>Needs Resilience4j, which is an optional dependency: add its {@code retry}, {@code circuitbreaker},
 * {@code ratelimiter} and {@code bulkhead} to your own build. A module requires them, and {@code org.slf4j}, which they
 * need and cannot require, as they are no modules.
 */
@NullMarked
package io.countersign.adapters.http.resilience;

import org.jspecify.annotations.NullMarked;
