/** Contracts of the adapters that store a pending user action: format and seal. */
@NullMarked
package io.countersign.contracts.sealing;

import org.jspecify.annotations.NullMarked;
