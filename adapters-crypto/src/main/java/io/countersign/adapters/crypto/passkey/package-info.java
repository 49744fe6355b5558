/** Passkeys in software: a WebAuthn authenticator and what it keeps. */
@NullMarked
package io.countersign.adapters.crypto.passkey;

import org.jspecify.annotations.NullMarked;
