/** The security providers that this module uses; internal. */
@NullMarked
package io.countersign.adapters.crypto.provider;

import org.jspecify.annotations.NullMarked;
