/** Contracts of the adapters that sign: keys, unlockers, authenticators and credential signers. */
@NullMarked
package io.countersign.contracts.signing;

import org.jspecify.annotations.NullMarked;
