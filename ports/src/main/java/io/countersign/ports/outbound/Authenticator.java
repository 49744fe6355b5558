package io.countersign.ports.outbound;

import io.countersign.domain.challenge.AssertionRequest;
import io.countersign.domain.credential.Fido2Assertion;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

/**
 * A WebAuthn authenticator with its client: a security key, a platform authenticator, one in software.
 *
 * <p>Implementations are safe for use by several threads, throw nothing, and sign only with one of the passkeys that
 * the request allows. One that waits for a device or a person gives up after a limit of its own and when its thread is
 * interrupted, with a retryable failure; the thread stays interrupted.
 */
@FunctionalInterface
public interface Authenticator {

    /**
     * Signs a challenge with one of the allowed passkeys.
     *
     * @param request the challenge, and the passkeys that may sign it; if it names no relying party, the passkey signs
     *         for its own, or not at all
     * @return the assertion; or the failure, {@link SigningFailure.Kind#NOT_CONFIRMED} if no allowed passkey is there
     *         or the user does not confirm
     */
    Either<SigningFailure, Fido2Assertion> sign(AssertionRequest request);
}
