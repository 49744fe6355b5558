package io.countersign.adapters.crypto.remote;

/** The input of a {@link RemoteSigner}. */
public enum SigningInput {
    /** The message itself, which the signer hashes. The only choice for EdDSA, which hashes the message twice. */
    MESSAGE,
    /** The SHA-256 of the message, 32 bytes. The signer must not hash it again. For ES256, ES256K and RS256. */
    SHA256_DIGEST
}
