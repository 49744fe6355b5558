/** Signature schemes, and the reasons to refuse a key. */
@NullMarked
package io.countersign.adapters.crypto.scheme;

import org.jspecify.annotations.NullMarked;
