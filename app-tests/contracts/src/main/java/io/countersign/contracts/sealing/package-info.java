/** The contracts of what keeps a pending user action: its format and the seal. */
@NullMarked
package io.countersign.contracts.sealing;

import org.jspecify.annotations.NullMarked;
