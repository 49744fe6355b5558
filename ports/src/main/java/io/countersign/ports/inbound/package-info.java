/** What an application asks of Countersign. Start at {@link io.countersign.ports.inbound.UserActions}. */
@NullMarked
package io.countersign.ports.inbound;

import org.jspecify.annotations.NullMarked;
