/** The outbound ports: adapters implement them, and a regulated environment replaces them. */
@NullMarked
package io.countersign.ports.outbound;

import org.jspecify.annotations.NullMarked;
