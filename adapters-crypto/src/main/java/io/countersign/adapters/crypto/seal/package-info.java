/** The seal: encrypted texts as compact JWE. */
@NullMarked
package io.countersign.adapters.crypto.seal;

import org.jspecify.annotations.NullMarked;
