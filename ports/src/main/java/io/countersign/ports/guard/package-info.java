/** Guards around foreign implementations of ports. Not part of the API. */
@NullMarked
package io.countersign.ports.guard;

import org.jspecify.annotations.NullMarked;
