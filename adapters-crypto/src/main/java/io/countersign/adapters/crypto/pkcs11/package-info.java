/** Keys in a PKCS#11 token, such as an HSM: how it is opened, a key found in it, and used to sign. */
@NullMarked
package io.countersign.adapters.crypto.pkcs11;

import org.jspecify.annotations.NullMarked;
