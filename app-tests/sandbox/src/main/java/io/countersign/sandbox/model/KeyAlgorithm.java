package io.countersign.sandbox.model;

import java.util.Arrays;
import java.util.Objects;

/** The signature algorithms of the sandbox's keys. The names are those of RFC 7518 §3.1, RFC 8037 and RFC 8812. */
public enum KeyAlgorithm {

    /** ECDSA on P-256 (secp256r1) with SHA-256; signatures are ASN.1 DER. */
    ES256("ES256"),
    /** ECDSA on secp256k1 with SHA-256; signatures are ASN.1 DER. */
    ES256K("ES256K"),
    /** Ed25519 over the message itself; signatures are 64 raw bytes. */
    EDDSA("EdDSA"),
    /** RSA (2048 bits), PKCS#1 v1.5 with SHA-256; signatures are raw. */
    RS256("RS256");

    private final String joseName;

    KeyAlgorithm(String joseName) {
        this.joseName = joseName;
    }

    /**
     * Returns the algorithm's registered JOSE name: {@code ES256}, {@code ES256K}, {@code EdDSA} or {@code RS256}.
     *
     * @return the name
     */
    public String joseName() {
        return joseName;
    }

    /**
     * Returns the algorithm with a {@linkplain #joseName() JOSE name}.
     *
     * @param joseName the name
     * @return the algorithm
     * @throws IllegalArgumentException if the sandbox has no such algorithm
     */
    public static KeyAlgorithm named(String joseName) {
        Objects.requireNonNull(joseName, "joseName");
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.joseName.equals(joseName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the sandbox has no keys for the algorithm \""
                        + joseName + "\"; choose ES256, ES256K, EdDSA or RS256"));
    }
}
