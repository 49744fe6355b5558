/**
 * Cryptography through the JCA, the provider being a parameter: signing keys from PEM texts or from any provider, keys
 * under a password, passkeys in software, and the seal. Start at {@link io.countersign.adapters.crypto.JcaSigningKey}.
 */
@NullMarked
package io.countersign.adapters.crypto;

import org.jspecify.annotations.NullMarked;
