/** The state of one attempt to carry out a user action: its progress, what was sent, and whether it was cancelled. */
@NullMarked
package io.countersign.ports.attempt;

import org.jspecify.annotations.NullMarked;
