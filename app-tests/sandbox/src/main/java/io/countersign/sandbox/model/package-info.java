/** Users, credentials, calls and faults of a sandbox, as tests use them. */
@NullMarked
package io.countersign.sandbox.model;

import org.jspecify.annotations.NullMarked;
