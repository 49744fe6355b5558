/** Types that the whole domain shares: violations, and text of others in messages. */
@NullMarked
package io.countersign.domain;

import org.jspecify.annotations.NullMarked;
