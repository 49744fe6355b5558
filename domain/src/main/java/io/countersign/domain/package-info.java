/** Vocabulary that all of the domain shares: what is wrong with a value. */
@NullMarked
package io.countersign.domain;

import org.jspecify.annotations.NullMarked;
