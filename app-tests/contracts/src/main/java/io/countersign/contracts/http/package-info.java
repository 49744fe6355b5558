/** Contracts of the adapters that call the API: transport and executor. */
@NullMarked
package io.countersign.contracts.http;

import org.jspecify.annotations.NullMarked;
