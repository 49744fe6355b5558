/** Challenges, and their decisions: which credentials may sign, as which factor, and when a challenge is complete. */
@NullMarked
package io.countersign.domain.challenge;

import org.jspecify.annotations.NullMarked;
