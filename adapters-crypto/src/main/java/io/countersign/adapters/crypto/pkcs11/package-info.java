/** Keys in a PKCS */
@NullMarked
package io.countersign.adapters.crypto.pkcs11;

import org.jspecify.annotations.NullMarked;
