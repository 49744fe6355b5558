/** JSON of passkeys for browsers and phones, and of pending user actions for storage. */
@NullMarked
package io.countersign.adapters.http.webauthn;

import org.jspecify.annotations.NullMarked;
