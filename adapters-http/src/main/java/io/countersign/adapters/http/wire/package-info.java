/**
 * The messages of the API, one record for each, with the constraints of the API reference; those of WebAuthn; and the
 * document of a pending user action. Internal.
 */
@NullMarked
package io.countersign.adapters.http.wire;

import org.jspecify.annotations.NullMarked;
