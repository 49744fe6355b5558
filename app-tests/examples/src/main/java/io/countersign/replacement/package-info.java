/**
 * Adapters in place of ours, as a team might write them that must not have ours: here the JDK's own HTTP client. Held
 * to the same contracts; to be copied.
 */
@NullMarked
package io.countersign.replacement;

import org.jspecify.annotations.NullMarked;
