/** User action signing over HTTP. Start at {@link io.countersign.adapters.http.RetrofitTransport}. */
@NullMarked
package io.countersign.adapters.http;

import org.jspecify.annotations.NullMarked;
