/**
 * Signing keys through the JCA, the provider being a parameter. Start at
 * {@link io.countersign.adapters.crypto.JcaSigningKey}; for passkeys at
 * {@link io.countersign.adapters.crypto.SoftwareAuthenticator}.
 */
@NullMarked
package io.countersign.adapters.crypto;

import org.jspecify.annotations.NullMarked;
