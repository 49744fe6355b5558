package io.countersign.sandbox.enrolment;

import org.bouncycastle.crypto.params.ECPublicKeyParameters;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;

/** Verifies signatures with one public key. Thread-safe. */
@FunctionalInterface
public interface SignatureCheck {

    boolean accepts(byte[] message, byte[] signature);

    static SignatureCheck es256(ECPublicKey key) {
        SignatureCheck check = new JdkSignatureCheck(key, "SHA256withECDSA", "SunEC");
        BigInteger order = key.getParams().getOrder();
        // SunEC trims integers that are longer than they must be; the API need not.
        return (message, signature) ->
                EcdsaSignature.ofDer(signature, order).isDefined() && check.accepts(message, signature);
    }

    static SignatureCheck es256k(ECPublicKeyParameters key) {
        return new Secp256k1SignatureCheck(key);
    }

    static SignatureCheck eddsa(PublicKey key) {
        SignatureCheck check = new JdkSignatureCheck(key, "Ed25519", "SunEC");
        // SunEC reads the first 64 bytes and does not mind more; RFC 8032 §5.1.7 does.
        return (message, signature) -> signature.length == 64 && check.accepts(message, signature);
    }

    static SignatureCheck rs256(PublicKey key) {
        return new JdkSignatureCheck(key, "SHA256withRSA", "SunRsaSign");
    }
}
