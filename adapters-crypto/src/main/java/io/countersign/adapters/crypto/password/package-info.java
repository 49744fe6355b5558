/** Private keys under a password: how they are encrypted, unlocked, and what a key may ask of the machine. */
@NullMarked
package io.countersign.adapters.crypto.password;

import org.jspecify.annotations.NullMarked;
