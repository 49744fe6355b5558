/** Architecture rules for hexagonal code bases. */
@NullMarked
package io.countersign.architecture;

import org.jspecify.annotations.NullMarked;
