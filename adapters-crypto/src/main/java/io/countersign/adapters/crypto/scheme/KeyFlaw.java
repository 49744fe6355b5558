package io.countersign.adapters.crypto.scheme;

/** Names what can be wrong with a private key that can be read. */
public enum KeyFlaw {
    /** The EC scalar is zero, or not below the order of its curve (SEC 1 §3.2.1). */
    SCALAR_OUT_OF_RANGE("its scalar is out of the range of its curve"),
    /** The key names two different curves. */
    CONTRADICTING_CURVES("it names two different curves"),
    /** The public exponent of RSA is even, below 3 (RFC 8017 §3.1), or 2<sup>256</sup> or more (FIPS 186-5 A.1.1). */
    PUBLIC_EXPONENT_OUT_OF_RANGE("its public exponent is out of range"),
    /** The RSA numbers do not belong together (RFC 8017 §3.2). */
    INCONSISTENT_RSA_NUMBERS("its RSA numbers do not belong together"),
    /** The two primes of an RSA key are so close or so different in length that the modulus is soon factored. */
    GUESSABLE_PRIMES("its primes are too close to each other, or one of them is far too short"),
    /** The structure around the numbers has other members, another order or another encoding than the standards say. */
    IRREGULAR_STRUCTURE("its structure is not byte for byte the one of the standard (DER): something in it is too "
            + "many, in another place or written another way"),
    /** The public key that came with the private one does not verify what the private one signs. */
    PUBLIC_KEY_MISMATCH("the public key that comes with it is not its own"),
    /** The private key is valid, but it is not that of the registered public key. */
    NOT_THE_REGISTERED_KEY("it is not the private key of the registered public key");

    private final String description;

    KeyFlaw(String description) {
        this.description = description;
    }

    /** Returns the flaw in words, for use inside a message. */
    public String description() {
        return description;
    }
}
