package io.countersign.ports.outbound;

import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

/**
 * Opens a private key that the API keeps encrypted. How it was encrypted is the customer's own choice, so the routine
 * that opens it is, too.
 *
 * <p>Implementations are safe for use by several threads, throw nothing, ask for the password when it is needed, wipe it
 * and all key bytes after use, and never show either in text form.
 */
@FunctionalInterface
public interface KeyUnlocker {

    /**
     * Returns the key in the clear, to be closed by the caller; or why not: {@link SigningFailure.Kind#WRONG_PASSWORD},
     * {@link SigningFailure.Kind#KEY_UNREADABLE}, or {@link SigningFailure.Kind#KEY_UNUSABLE} for a key that cannot
     * sign.
     *
     * <p>The text may have been altered by whoever sends it. Where its form does not protect it from that, everything
     * but the registered key is refused, with one failure that does not tell how close the text came.
     */
    Either<SigningFailure, UnlockedKey> unlock(EncryptedPrivateKey encryptedPrivateKey);
}
