/** A transport and an executor on the JDK's HTTP client, in place of adapters-http. They pass the same contracts. */
@NullMarked
package io.countersign.replacement;

import org.jspecify.annotations.NullMarked;
