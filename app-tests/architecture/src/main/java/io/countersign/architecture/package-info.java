/** The rules that keep a hexagonal house in shape, for this project and for others. */
@NullMarked
package io.countersign.architecture;

import org.jspecify.annotations.NullMarked;
