package io.countersign.adapters.crypto;

import io.vavr.control.Either;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/** Proves that a provider signs with a key, before anything depends on it. */
final class KeyProbe {

    private static final byte[] MESSAGE = "Does this key sign?".getBytes(StandardCharsets.US_ASCII);

    private KeyProbe() {}

    /**
     * That key, if the provider takes it. A key in software has to make a signature: SunEC, for one, takes a secp256k1
     * key and only then finds that it cannot sign with it. A key elsewhere does not: an HSM may count its signatures,
     * or ask a person to confirm each.
     */
    static Either<KeyRefusal, PrivateKey> accepted(PrivateKey key, SignatureScheme scheme, Provider provider) {
        try {
            if ("PKCS#8".equals(key.getFormat())) {
                signature(key, scheme, provider);
            } else {
                initialised(key, scheme, provider);
            }
            return Either.right(key);
        } catch (GeneralSecurityException | RuntimeException refused) {
            return Either.left(refusal(provider, scheme, refused));
        }
    }

    static KeyRefusal refusal(Provider provider, SignatureScheme scheme, Exception thrown) {
        return new KeyRefusal.ProviderCannotUse(provider.getName(), scheme, thrown.getClass().getName());
    }

    static byte[] signature(PrivateKey key, SignatureScheme scheme, Provider provider) throws GeneralSecurityException {
        Signature signature = initialised(key, scheme, provider);
        signature.update(MESSAGE);
        return signature.sign();
    }

    private static Signature initialised(PrivateKey key, SignatureScheme scheme, Provider provider)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(scheme.signatureAlgorithm(), provider);
        signature.initSign(key);
        return signature;
    }

    /**
     * Whether that signature is one for that public key (X.509 SubjectPublicKeyInfo). Asks the default provider,
     * whichever signed: it reads compressed points too, and is not the one to be proven.
     */
    static boolean verifies(byte[] signature, SignatureScheme scheme, byte[] publicKey) {
        try {
            PublicKey key = KeyFactory.getInstance(scheme.keyAlgorithm(), DefaultProvider.instance())
                    .generatePublic(new X509EncodedKeySpec(publicKey));
            Signature verification = Signature.getInstance(scheme.signatureAlgorithm(), DefaultProvider.instance());
            verification.initVerify(key);
            verification.update(MESSAGE);
            return verification.verify(signature);
        } catch (GeneralSecurityException | RuntimeException noPublicKey) {
            return false;
        }
    }
}
