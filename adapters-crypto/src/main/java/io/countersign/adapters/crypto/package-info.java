/** Signing keys through the JCA, the provider being a parameter. */
@NullMarked
package io.countersign.adapters.crypto;

import org.jspecify.annotations.NullMarked;
