package io.countersign.sandbox.enrolment;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/**
 * Checks with a provider of the JDK's own, by name, so that no provider that a test puts first is ever asked.
 *
 * @param key the public key
 * @param algorithm JCA's name of the signature algorithm
 * @param provider the provider's name
 */
record JdkSignatureCheck(PublicKey key, String algorithm, String provider) implements SignatureCheck {

    @Override
    public boolean accepts(byte[] message, byte[] signature) {
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
}
