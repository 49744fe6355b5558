/**
 * Signing keys through the JCA, the provider being a parameter. Start at
 * {@link io.countersign.adapters.crypto.JcaSigningKey}; for keys under a password, at
 * {@link io.countersign.adapters.crypto.PasswordKeyUnlocker}.
 */
@NullMarked
package io.countersign.adapters.crypto;

import org.jspecify.annotations.NullMarked;
