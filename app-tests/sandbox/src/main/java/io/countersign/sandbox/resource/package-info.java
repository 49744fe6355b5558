/** The resources of the API that a proven call reaches; internal. */
@NullMarked
package io.countersign.sandbox.resource;

import org.jspecify.annotations.NullMarked;
