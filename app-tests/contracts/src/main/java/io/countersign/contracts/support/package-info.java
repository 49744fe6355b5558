/** What several contracts need; internal. */
@NullMarked
package io.countersign.contracts.support;

import org.jspecify.annotations.NullMarked;
