/** The reference application: the only place where everything is wired. */
@NullMarked
package io.countersign.app;

import org.jspecify.annotations.NullMarked;
