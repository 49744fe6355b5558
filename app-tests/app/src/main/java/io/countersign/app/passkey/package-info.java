/** A page on which a person approves an action with a passkey. Start reading at {@code Approvals}. */
@NullMarked
package io.countersign.app.passkey;

import org.jspecify.annotations.NullMarked;
