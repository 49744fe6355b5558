/** The contracts of what speaks to the API: a transport and an executor. */
@NullMarked
package io.countersign.contracts.http;

import org.jspecify.annotations.NullMarked;
