/** The user action API over HTTP. */
@NullMarked
package io.countersign.adapters.http;

import org.jspecify.annotations.NullMarked;
