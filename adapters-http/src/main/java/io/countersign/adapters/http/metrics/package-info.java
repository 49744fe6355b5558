/**
 * What user actions do, as metrics. Needs Micrometer, which is an optional dependency: name {@code micrometer-core} in
 * your own build, and require it if yours is a module. Nothing else here needs it.
 */
@NullMarked
package io.countersign.adapters.http.metrics;

import org.jspecify.annotations.NullMarked;
