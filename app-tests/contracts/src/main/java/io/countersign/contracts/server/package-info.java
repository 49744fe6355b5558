/** A server that answers as a script says; internal. */
@NullMarked
package io.countersign.contracts.server;

import org.jspecify.annotations.NullMarked;
