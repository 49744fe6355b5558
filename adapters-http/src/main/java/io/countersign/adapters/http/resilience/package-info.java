/**
 * Decorators of the ports for when the API, or the way to it, is not at its best. They work with any transport, signer
 * and executor. {@link io.countersign.adapters.http.resilience.Retrying} starts user actions over, and decorates what
 * an application calls; {@link io.countersign.adapters.http.resilience.Protections} hold exchanges back, and decorate
 * what is asked of the outside.
 *
 * <p>Needs Resilience4j, which is an optional dependency: name its {@code retry}, {@code circuitbreaker},
 * {@code ratelimiter} and {@code bulkhead} in your own build. If yours is a module, require them, and
 * {@code org.slf4j}, which they need and, being no modules yet, cannot require. Nothing else here needs them.
 */
@NullMarked
package io.countersign.adapters.http.resilience;

import org.jspecify.annotations.NullMarked;
