/** An embedded, strict server that speaks the user action API, for tests. */
@NullMarked
package io.countersign.testkit.sandbox;

import org.jspecify.annotations.NullMarked;
