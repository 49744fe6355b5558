/**
 * The messages of the API exactly as the reference has them, one record a message with the reference's own constraints;
 * those that browsers exchange in WebAuthn; and the document that a pending user action is written as. Nothing here is
 * seen outside of this module.
 */
@NullMarked
package io.countersign.adapters.http.wire;

import org.jspecify.annotations.NullMarked;
