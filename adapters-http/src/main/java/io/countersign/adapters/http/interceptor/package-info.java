/** The interceptor that proves the calls of an OkHttp client. */
@NullMarked
package io.countersign.adapters.http.interceptor;

import org.jspecify.annotations.NullMarked;
