/** What Countersign asks of the outside, one interface a need. This is what a regulated environment replaces. */
@NullMarked
package io.countersign.ports.outbound;

import org.jspecify.annotations.NullMarked;
