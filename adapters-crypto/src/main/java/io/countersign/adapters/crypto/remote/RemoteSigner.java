package io.countersign.adapters.crypto.remote;

import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

/**
 * A service that signs with a key it does not give away: one call to AWS KMS, Google Cloud KMS, Azure Key Vault,
 * Vault's transit engine, a signing service of one's own. A {@link RemoteSigningKey} makes a signing key of it.
 *
 * <p>Implementations are safe for use by several threads, give up after a time of their own, and throw nothing: that a
 * service cannot be reached is {@link SigningFailure.KeyUnreachable}, that it refuses the key
 * {@link SigningFailure.KeyUnusable}. Messages of failures hold no credentials of the service. A thread that is
 * interrupted while it waits stays marked as interrupted.
 */
@FunctionalInterface
public interface RemoteSigner {

    /**
     * The service's signature, or why there is none.
     *
     * @param input what is to be signed, the message or its digest as was agreed; the implementation's own array
     * @return the signature in the encoding that was agreed
     */
    Either<SigningFailure, byte[]> sign(byte[] input);
}
