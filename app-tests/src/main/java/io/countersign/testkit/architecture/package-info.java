/** The rules that keep a hexagonal house in shape, for this project and for others. */
@NullMarked
package io.countersign.testkit.architecture;

import org.jspecify.annotations.NullMarked;
