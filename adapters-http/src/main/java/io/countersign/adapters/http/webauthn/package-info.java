/** The JSON that browsers and the API's own clients exchange about passkeys. */
@NullMarked
package io.countersign.adapters.http.webauthn;

import org.jspecify.annotations.NullMarked;
