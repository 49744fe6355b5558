@NullMarked
package io.countersign.architecture.foreign.allowed;

import org.jspecify.annotations.NullMarked;
