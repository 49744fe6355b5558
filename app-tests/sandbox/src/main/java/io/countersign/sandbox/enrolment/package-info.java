/** Users and their credentials: how they are registered, seeded and verified; internal. */
@NullMarked
package io.countersign.sandbox.enrolment;

import org.jspecify.annotations.NullMarked;
