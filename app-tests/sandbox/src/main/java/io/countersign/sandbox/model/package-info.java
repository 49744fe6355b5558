/** The users, credentials, calls and faults of a sandbox, as a test sees them. */
@NullMarked
package io.countersign.sandbox.model;

import org.jspecify.annotations.NullMarked;
