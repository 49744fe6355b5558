/** The encodings of keys: PEM, PKCS#8, SEC 1, and named curves; internal. */
@NullMarked
package io.countersign.adapters.crypto.encoding;

import org.jspecify.annotations.NullMarked;
