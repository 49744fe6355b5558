/** What the packages of this module may ask of a provider policy and its users may not; internal. */
@NullMarked
package io.countersign.adapters.crypto.access;

import org.jspecify.annotations.NullMarked;
