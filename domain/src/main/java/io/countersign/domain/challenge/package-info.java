/** The challenge, and every decision it makes: who may sign, as which factor, and what completes it. */
@NullMarked
package io.countersign.domain.challenge;

import org.jspecify.annotations.NullMarked;
