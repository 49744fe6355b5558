package io.countersign.ports.outbound;

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
     * @param message the bytes to sign, not a digest of them
     */
    Either<SigningFailure, byte[]> sign(byte[] message);
}
