/** The call that is to be proven, the token that proves it, and the two of them as one. */
@NullMarked
package io.countersign.domain.action;

import org.jspecify.annotations.NullMarked;
