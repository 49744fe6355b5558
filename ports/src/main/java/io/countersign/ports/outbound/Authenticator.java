package io.countersign.ports.outbound;

import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

/**
 * A WebAuthn authenticator with its client: a security key, a platform authenticator, one in software.
 *
 * <p>Implementations are safe for use by several threads, throw nothing, and sign only with one of the passkeys that the
 * request allows.
 */
@FunctionalInterface
public interface Authenticator {

    /**
     * An assertion that answers the request; or why there is none, such as {@link SigningFailure.Kind#NOT_CONFIRMED}.
     * Where the request names no relying party, the passkey signs for its own (as WebAuthn takes that of the page), or
     * not at all.
     */
    Either<SigningFailure, Fido2Assertion> sign(AssertionRequest request);
}
