/** The endpoints that change something without a user action; internal. */
@NullMarked
package io.countersign.sandbox.unsigned;

import org.jspecify.annotations.NullMarked;
