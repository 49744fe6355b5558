package io.countersign.adapters.crypto;

/** What can be wrong with the numbers of a private key. */
public enum KeyFlaw {
    /** The EC scalar is zero, or not below the order of its curve (SEC 1 §3.2.1). */
    SCALAR_OUT_OF_RANGE("its scalar is out of the range of its curve"),
    /** The key names two different curves. */
    CONTRADICTING_CURVES("it names two different curves"),
    /** The public exponent of RSA is even, below 3 (RFC 8017 §3.1), or 2<sup>256</sup> or more (FIPS 186-5 A.1.1). */
    PUBLIC_EXPONENT_OUT_OF_RANGE("its public exponent is out of range"),
    /** The RSA numbers do not belong together (RFC 8017 §3.2). */
    INCONSISTENT_RSA_NUMBERS("its RSA numbers do not belong together"),
    /** The public key that came with the private one does not verify what the private one signs. */
    PUBLIC_KEY_MISMATCH("the public key that comes with it is not its own");

    private final String description;

    KeyFlaw(String description) {
        this.description = description;
    }

    /** The flaw in words, to stand inside a message. */
    public String description() {
        return description;
    }
}
