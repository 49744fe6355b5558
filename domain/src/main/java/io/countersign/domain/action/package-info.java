/** User actions, the tokens that authorise them, and authorised actions. */
@NullMarked
package io.countersign.domain.action;

import org.jspecify.annotations.NullMarked;
