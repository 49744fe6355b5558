package io.countersign.ports.outbound;

import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

/**
 * A private key in a PEM file, an HSM, a KMS or elsewhere. It signs bytes and knows nothing of challenges.
 *
 * <p>Implementations are safe for use by several threads, throw nothing, keep no reference to the message, and never
 * show key material in text form. One that waits for a service, a device or a person gives up after a limit of its own
 * and when its thread is interrupted, with a retryable failure; the thread stays interrupted.
 */
@FunctionalInterface
public interface SigningKey {

    /**
     * Signs a message. Key stores may limit its length: Ed25519 cannot be hashed beforehand, and services take from one
     * to some thousand bytes. The client data of a challenge has some hundred. A message that cannot be signed whole
     * fails as {@link SigningFailure.Kind#KEY_UNUSABLE}.
     *
     * @param message the bytes to sign, not a digest of them
     * @return the signature in the API's encoding: ECDSA (P-256 or secp256k1, with SHA-256) as ASN.1 DER, Ed25519 as
     *         its 64 raw bytes, RSA (PKCS#1 v1.5 with SHA-256) raw; or the failure
     */
    Either<SigningFailure, byte[]> sign(byte[] message);
}
