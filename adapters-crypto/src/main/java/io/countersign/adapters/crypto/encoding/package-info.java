/** The encodings of keys: PEM, PKCS */
@NullMarked
package io.countersign.adapters.crypto.encoding;

import org.jspecify.annotations.NullMarked;
