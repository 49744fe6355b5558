/** The signature schemes, and why a key is not taken for one. */
@NullMarked
package io.countersign.adapters.crypto.scheme;

import org.jspecify.annotations.NullMarked;
