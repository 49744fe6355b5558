/** The reference application, the only place where everything is wired together. */
@NullMarked
package io.countersign.app;

import org.jspecify.annotations.NullMarked;
