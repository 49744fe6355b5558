package io.countersign.ports.outbound;

import io.countersign.domain.challenge.EncryptedPrivateKey;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

/**
 * Decrypts private keys that the API keeps for users. The customer chooses the encryption, and so the unlocker.
 *
 * <p>Implementations are safe for use by several threads, throw nothing, ask for the password when it is needed, wipe
 * it and all key bytes after use, and never show either in text form. One that waits for a service or a person gives up
 * after a limit of its own and when its thread is interrupted; the thread stays interrupted.
 */
@FunctionalInterface
public interface KeyUnlocker {

    /**
     * Decrypts a private key. The text may have been altered on its way. If its format does not show that, any key but
     * the registered one is refused, always with {@link SigningFailure.Kind#WRONG_PASSWORD}, so that nobody learns from
     * the failures.
     *
     * @param encryptedPrivateKey the encrypted key, as the challenge carries it
     * @return the decrypted key, which the caller closes; or the failure, such as
     *         {@link SigningFailure.Kind#WRONG_PASSWORD}, {@link SigningFailure.Kind#KEY_UNREADABLE}, or
     *         {@link SigningFailure.Kind#KEY_UNUSABLE} for a key that cannot sign
     */
    Either<SigningFailure, UnlockedKey> unlock(EncryptedPrivateKey encryptedPrivateKey);
}
