/** The failures that outbound ports return as values. */
@NullMarked
package io.countersign.ports.failure;

import org.jspecify.annotations.NullMarked;
