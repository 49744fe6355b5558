@NullMarked
package io.countersign.testkit.architecture.foreign.allowed;

import org.jspecify.annotations.NullMarked;
