package io.countersign.ports.outbound;

import io.countersign.ports.failure.SigningFailure;
import io.vavr.control.Either;

/**
 * A private key, wherever it lives: a PEM file, an HSM slot, a KMS. It signs bytes and knows nothing of challenges.
 *
 * <p>Implementations are safe for use by several threads, throw nothing, keep no reference to the message, and never
 * show key material in text form.
 */
@FunctionalInterface
public interface SigningKey {

    /**
     * The signature over that message, in the API's encoding: ECDSA (P-256 or secp256k1, with SHA-256) as ASN.1 DER,
     * Ed25519 as its 64 raw bytes, RSA (PKCS#1 v1.5 with SHA-256) raw.
     *
     * <p>A place may sign less than everything: Ed25519 cannot be hashed beforehand, and services take some thousand
     * bytes, and none that are empty. What is not signed whole is a failure, {@link SigningFailure.Kind#KEY_UNUSABLE}.
     * The client data of a challenge are some hundred bytes.
     *
     * @param message the bytes to sign, not a digest of them
     */
    Either<SigningFailure, byte[]> sign(byte[] message);
}
