package io.countersign.testkit.sandbox;

import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * ECDSA on secp256k1, a curve that the JDK gave up: Bouncy Castle's arithmetic, without its JCA provider.
 *
 * @param key the public key
 */
record Secp256k1SignatureCheck(ECPublicKeyParameters key) implements SignatureCheck {

    @Override
    public boolean accepts(byte[] message, byte[] signature) {
        return EcdsaSignature.ofDer(signature, key.getParameters().getN())
                .exists(numbers -> {
                    ECDSASigner verifier = new ECDSASigner();
                    verifier.init(false, key);
                    return verifier.verifySignature(sha256(message), numbers.r(), numbers.s());
                });
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
