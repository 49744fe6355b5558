/** The resources that proven calls reach; internal. */
@NullMarked
package io.countersign.sandbox.resource;

import org.jspecify.annotations.NullMarked;
