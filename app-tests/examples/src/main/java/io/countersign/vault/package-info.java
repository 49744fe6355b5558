/**
 * A signing key in Vault's transit engine, with the JDK's HTTP client and Jackson. Start at
 * {@link io.countersign.vault.VaultKey}.
 */
@NullMarked
package io.countersign.vault;

import org.jspecify.annotations.NullMarked;
