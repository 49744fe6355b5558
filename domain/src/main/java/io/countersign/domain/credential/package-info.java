/** Credentials, their kinds and factors, what they sign (client data) and what they yield (assertions). */
@NullMarked
package io.countersign.domain.credential;

import org.jspecify.annotations.NullMarked;
