/** Injected faults; internal. */
@NullMarked
package io.countersign.sandbox.faults;

import org.jspecify.annotations.NullMarked;
