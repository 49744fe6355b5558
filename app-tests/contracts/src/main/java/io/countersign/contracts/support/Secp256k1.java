package io.countersign.contracts.support;

import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Verifies ECDSA on secp256k1, which the JDK no longer supports, with Bouncy Castle's arithmetic. A class of its own,
 * so that tests of keys on other curves do not load Bouncy Castle, which is optional.
 */
final class Secp256k1 implements VerifyingKey.Ecdsa.Curve {

    private final ECPublicKeyParameters key;

    Secp256k1(byte[] subjectPublicKeyInfo) {
        try {
            this.key = (ECPublicKeyParameters) PublicKeyFactory.createKey(subjectPublicKeyInfo);
        } catch (IOException | RuntimeException damaged) {
            throw new IllegalArgumentException("a public key for secp256k1 that is damaged", damaged);
        }
    }

    @Override
    public boolean verifies(byte[] message, EcdsaNumbers numbers) {
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(sha256(message), numbers.r(), numbers.s());
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
