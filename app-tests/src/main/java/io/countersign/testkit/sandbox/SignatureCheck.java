package io.countersign.testkit.sandbox;

/** One public key, asked whether it stands behind a signature. Thread-safe. */
@FunctionalInterface
interface SignatureCheck {

    boolean accepts(byte[] message, byte[] signature);
}
