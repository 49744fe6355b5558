/** Whom a connection to the API trusts, and what it shows of itself. */
@NullMarked
package io.countersign.adapters.http.tls;

import org.jspecify.annotations.NullMarked;
