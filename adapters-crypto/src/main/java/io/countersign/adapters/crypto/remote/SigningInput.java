package io.countersign.adapters.crypto.remote;

/** What a {@link RemoteSigner} is handed to sign. */
public enum SigningInput {
    /** The message itself; whoever signs it hashes it. The only one for EdDSA, whose two hashes need the message. */
    MESSAGE,
    /** The message's SHA-256, 32 bytes; whoever signs it must not hash it again. For ES256, ES256K and RS256. */
    SHA256_DIGEST
}
