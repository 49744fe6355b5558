/** Private keys that are encrypted with a password: encrypting, opening, and the limits of their cost. */
@NullMarked
package io.countersign.adapters.crypto.password;

import org.jspecify.annotations.NullMarked;
