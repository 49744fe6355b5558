package io.countersign.contracts.support;

import io.vavr.control.Option;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * A public key to verify signatures with. Two questions are kept apart: whether the private key signed the message, in
 * whatever encoding, and whether the encoding is the one that the API takes. Uses the JDK's own providers, except for
 * secp256k1. Thread-safe.
 */
public abstract sealed class VerifyingKey {

    /** Returns whether the signature is over the message, in any common encoding. */
    public abstract boolean verifies(byte[] message, byte[] signature);

    /** Returns what is wrong with the encoding, if anything. */
    public abstract Option<String> encodingFault(byte[] signature);

    /** Returns a value that is equal for signatures with the same nonce, if the scheme has one. */
    public Option<Object> traceOfNonce(byte[] signature) {
        return Option.none();
    }

    private static boolean verifies(
            PublicKey key, String algorithm, String provider, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm, provider);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException notEvenASignature) {
            return false;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK cannot check " + algorithm + " with " + provider, missing);
        }
    }

    /** ECDSA with SHA-256 on P-256 or secp256k1. */
    static final class Ecdsa extends VerifyingKey {

        /** Verifies the integers of a signature over a message. */
        @FunctionalInterface
        interface Curve {

            boolean verifies(byte[] message, EcdsaNumbers numbers);
        }

        private final Curve curve;

        private Ecdsa(Curve curve) {
            this.curve = curve;
        }

        static Ecdsa p256(PublicKey key) {
            return new Ecdsa((message, numbers) -> numbers.raw().exists(raw ->
                    VerifyingKey.verifies(key, "SHA256withECDSAinP1363Format", "SunEC", message, raw)));
        }

        static Ecdsa secp256k1(byte[] subjectPublicKeyInfo) {
            return new Ecdsa(new Secp256k1(subjectPublicKeyInfo));
        }

        @Override
        public boolean verifies(byte[] message, byte[] signature) {
            return EcdsaNumbers.of(signature).exists(numbers -> curve.verifies(message, numbers));
        }

        @Override
        public Option<String> encodingFault(byte[] signature) {
            boolean der = EcdsaNumbers.of(signature).exists(numbers -> Arrays.equals(numbers.der(), signature));
            return Option.when(!der, () -> "ECDSA signatures go to the API as ASN.1 DER, SEQUENCE of r and s, each as "
                    + "short as can be; these " + signature.length + " bytes are not"
                    + (signature.length == 64 ? " (r‖s, as in JOSE?)" : ""));
        }

        /** Returns r, which is equal for equal nonces. */
        @Override
        public Option<Object> traceOfNonce(byte[] signature) {
            return EcdsaNumbers.of(signature).map(EcdsaNumbers::r);
        }
    }

    /** Ed25519. */
    static final class Ed25519 extends VerifyingKey {

        private static final int LENGTH = 64;
        private final PublicKey key;

        Ed25519(PublicKey key) {
            this.key = key;
        }

        /** Checks the length, since SunEC reads the first 64 bytes and ignores the rest. */
        @Override
        public boolean verifies(byte[] message, byte[] signature) {
            return VerifyingKey.verifies(key, "Ed25519", "SunEC", message, signature);
        }

        @Override
        public Option<String> encodingFault(byte[] signature) {
            return Option.when(signature.length != LENGTH,
                    "Ed25519 signatures go to the API as " + LENGTH + " raw bytes; these are " + signature.length);
        }
    }

    /** RSA, PKCS#1 v1.5 with SHA-256. */
    static final class Rsa extends VerifyingKey {

        private final RSAPublicKey key;

        Rsa(RSAPublicKey key) {
            this.key = key;
        }

        private int length() {
            return (key.getModulus().bitLength() + 7) / 8;
        }

        /** Accepts signatures without leading zeros, or with an additional one, as some libraries encode them. */
        @Override
        public boolean verifies(byte[] message, byte[] signature) {
            byte[] padded = new byte[length()];
            int surplus = signature.length - padded.length;
            System.arraycopy(signature, Math.max(surplus, 0), padded, Math.max(-surplus, 0),
                    Math.min(padded.length, signature.length));
            return VerifyingKey.verifies(key, "SHA256withRSA", "SunRsaSign", message, padded);
        }

        @Override
        public Option<String> encodingFault(byte[] signature) {
            return Option.when(signature.length != length(), () -> "RSA signatures go to the API as long as the "
                    + "modulus, " + length() + " bytes; these are " + signature.length);
        }
    }
}
