/** User actions for an OkHttp client that an application has already: the interceptor that proves each call. */
@NullMarked
package io.countersign.adapters.http.interceptor;

import org.jspecify.annotations.NullMarked;
