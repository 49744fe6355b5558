package io.countersign.adapters.crypto.remote;

import io.countersign.adapters.crypto.scheme.SignatureScheme;

/** The encoding of the bytes that a {@link RemoteSigner} returns. Base64 is decoded before. */
public enum SignatureEncoding {
    /** ASN.1 DER of {@code Ecdsa-Sig-Value} (RFC 3279 §2.2.3), as the API takes it. For ES256 and ES256K. */
    DER,
    /**
     * No structure around it. ES256 and ES256K: r || s, 32 bytes each, big-endian (IEEE P1363, RFC 7518 §3.4). EdDSA:
     * 64 bytes (RFC 8032 §5.1.6). RS256: as long as the modulus.
     */
    RAW;

    /** Returns the encoding in which the API takes signatures of that scheme. */
    static SignatureEncoding ofTheApi(SignatureScheme scheme) {
        return scheme.isEcdsa() ? DER : RAW;
    }
}
