package io.countersign.sandbox.enrolment;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/**
 * Verifies signatures with a named provider of the JDK, so that a provider which a test installs first is not used.
 *
 * @param key the public key
 * @param algorithm the JCA name of the signature algorithm
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
