package io.countersign.adapters.crypto.scheme;

/**
 * The signature schemes that the API accepts, by their names in JOSE (RFC 7518 §3.1, RFC 8037 §3.1, RFC 8812 §3.2) and
 * COSE (RFC 9053 §2, RFC 8812 §2 and §3.2).
 */
public enum SignatureScheme {
    /** ECDSA on P-256 (secp256r1) with SHA-256. The signature is ASN.1 DER, not the r || s of JOSE and COSE. */
    ES256("ES256", "SHA256withECDSA", "EC"),
    /** ECDSA on secp256k1 with SHA-256. The signature is ASN.1 DER, not the r || s of JOSE and COSE. */
    ES256K("ES256K", "SHA256withECDSA", "EC"),
    /** Ed25519 over the message itself (RFC 8032 §5.1). The signature is 64 raw bytes. */
    EDDSA("EdDSA", "Ed25519", "Ed25519"),
    /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2), from 2048 bits. The signature is raw, as long as the modulus. */
    RS256("RS256", "SHA256withRSA", "RSA");

    /** The shortest RSA modulus that is accepted, in bits. */
    public static final int MINIMUM_RSA_BITS = 2048;
    /** The longest RSA modulus that is accepted, in bits; beyond it a signature takes seconds. */
    public static final int MAXIMUM_RSA_BITS = 16384;

    private final String joseName;
    private final String signatureAlgorithm;
    private final String keyAlgorithm;

    SignatureScheme(String joseName, String signatureAlgorithm, String keyAlgorithm) {
        this.joseName = joseName;
        this.signatureAlgorithm = signatureAlgorithm;
        this.keyAlgorithm = keyAlgorithm;
    }

    /** Returns the name in JOSE and COSE: {@code ES256}, {@code ES256K}, {@code EdDSA}, {@code RS256}. */
    public String joseName() {
        return joseName;
    }

    /** Returns the JCA standard name for {@link java.security.Signature}. */
    public String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /** Returns the algorithm that keys name: {@code EdDSA} where {@link #keyAlgorithm} is {@code Ed25519}. */
    public String keyFamily() {
        return this == EDDSA ? "EdDSA" : keyAlgorithm;
    }

    /** Returns whether signatures of this scheme are those of ECDSA. */
    public boolean isEcdsa() {
        return this == ES256 || this == ES256K;
    }

    /** Returns the JCA standard name for {@link java.security.KeyFactory}. */
    public String keyAlgorithm() {
        return keyAlgorithm;
    }

    /** Returns true if an RSA modulus of so many bits is accepted. */
    public static boolean acceptsRsaBits(int bits) {
        return bits >= MINIMUM_RSA_BITS && bits <= MAXIMUM_RSA_BITS;
    }
}
