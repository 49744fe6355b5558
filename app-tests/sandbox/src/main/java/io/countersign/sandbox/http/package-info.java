/** HTTP and JSON as the sandbox reads and writes them; internal. */
@NullMarked
package io.countersign.sandbox.http;

import org.jspecify.annotations.NullMarked;
