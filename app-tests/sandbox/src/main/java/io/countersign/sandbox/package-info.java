/**
 * A strict server on this machine that speaks the user action API, for tests. Start at {@link
 * io.countersign.sandbox.Sandbox}.
 */
@NullMarked
package io.countersign.sandbox;

import org.jspecify.annotations.NullMarked;
