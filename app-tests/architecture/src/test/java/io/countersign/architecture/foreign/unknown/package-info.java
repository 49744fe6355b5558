@NullMarked
package io.countersign.architecture.foreign.unknown;

import org.jspecify.annotations.NullMarked;
