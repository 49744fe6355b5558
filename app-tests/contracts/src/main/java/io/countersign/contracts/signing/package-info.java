/** The contracts of what signs: keys, unlockers, authenticators and credential signers. */
@NullMarked
package io.countersign.contracts.signing;

import org.jspecify.annotations.NullMarked;
