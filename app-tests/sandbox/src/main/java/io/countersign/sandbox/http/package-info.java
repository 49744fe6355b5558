/** HTTP and JSON of the sandbox; internal. */
@NullMarked
package io.countersign.sandbox.http;

import org.jspecify.annotations.NullMarked;
