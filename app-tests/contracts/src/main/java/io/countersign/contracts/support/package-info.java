/** Parts that several contracts share; internal. */
@NullMarked
package io.countersign.contracts.support;

import org.jspecify.annotations.NullMarked;
