/** The part of a provider policy that only the packages of this module use; internal. */
@NullMarked
package io.countersign.adapters.crypto.access;

import org.jspecify.annotations.NullMarked;
