/**
 * Metrics of user actions. Needs Micrometer, which is an optional dependency: add {@code micrometer-core} to your own
 * build. A module requires it.
 */
@NullMarked
package io.countersign.adapters.http.metrics;

import org.jspecify.annotations.NullMarked;
