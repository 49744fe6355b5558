/** Challenges, assertions, sessions and tokens; internal. */
@NullMarked
package io.countersign.sandbox.signing;

import org.jspecify.annotations.NullMarked;
