package io.countersign.adapters.crypto.remote;

import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

/**
 * A call to a service that signs with a key it does not give away: AWS KMS, Google Cloud KMS, Azure Key Vault, Vault's
 * transit engine, a signing service of one's own. {@link RemoteSigningKey} turns it into a signing key.
 *
 * <p>Implementations are safe for use by several threads, give up after a timeout of their own, and throw nothing.
 * They return {@link SigningFailure.Kind#KEY_UNREACHABLE} if the service cannot be reached, and
 * {@link SigningFailure.Kind#KEY_UNUSABLE} if it refuses the key. Messages of failures hold no credentials of the
 * service. A thread that is interrupted while it waits stays marked as interrupted.
 */
@FunctionalInterface
public interface RemoteSigner {

    /**
     * Asks the service for a signature.
     *
     * @param input the message or its digest, as the {@link RemoteSigningKey} was built; a copy for the implementation
     * @return the signature in the encoding that the {@link RemoteSigningKey} was built for, or a failure
     */
    Either<SigningFailure, byte[]> sign(byte[] input);
}
