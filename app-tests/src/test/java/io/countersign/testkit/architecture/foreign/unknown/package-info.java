@NullMarked
package io.countersign.testkit.architecture.foreign.unknown;

import org.jspecify.annotations.NullMarked;
