/** Credentials, their kinds and factors, the client data that they sign, and their assertions. */
@NullMarked
package io.countersign.domain.credential;

import org.jspecify.annotations.NullMarked;
