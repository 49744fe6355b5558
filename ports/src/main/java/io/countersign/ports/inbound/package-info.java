/** The inbound ports: an application calls them. Start at {@link io.countersign.ports.inbound.UserActions}. */
@NullMarked
package io.countersign.ports.inbound;

import org.jspecify.annotations.NullMarked;
