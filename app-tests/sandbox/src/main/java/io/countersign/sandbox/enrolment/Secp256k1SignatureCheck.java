package io.countersign.sandbox.enrolment;

import io.countersign.sandbox.http.Sha256;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/**
 * Verifies ECDSA on secp256k1, which the JDK no longer supports, with Bouncy Castle's arithmetic and without its JCA
 * provider.
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
                    return verifier.verifySignature(Sha256.of(message), numbers.r(), numbers.s());
                });
    }
}
