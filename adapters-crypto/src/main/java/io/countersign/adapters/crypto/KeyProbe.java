package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.EncodedKey;
import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;

/** Proves that a provider signs with a key, before anything depends on it. */
final class KeyProbe {

    private static final byte[] MESSAGE = "Does this key sign?".getBytes(StandardCharsets.US_ASCII);

    private KeyProbe() {}

    static KeyRefusal refusal(Provider provider, SignatureScheme scheme, Throwable thrown) {
        return KeyRefusal.of(Kind.PROVIDER_CANNOT_USE, provider.getName(), scheme.joseName(), Thrown.typeOf(thrown));
    }

    /**
     * Checks that the provider takes the key. A key in software makes a signature: SunEC takes a secp256k1 key and only
     * then finds that it cannot sign with it. A key in a device does not: an HSM may count its signatures, or ask a
     * person to confirm each.
     */
    static void prove(PrivateKey key, String algorithm, Provider provider) throws GeneralSecurityException {
        if (isInSoftware(key)) {
            signature(key, algorithm, provider);
        } else {
            initialised(key, algorithm, provider);
        }
    }

    /** Returns true if the key shows its encoding, as keys in an HSM do not. */
    static boolean isInSoftware(PrivateKey key) {
        return "PKCS#8".equals(key.getFormat());
    }

    static byte[] signature(PrivateKey key, String algorithm, Provider provider) throws GeneralSecurityException {
        Signature signature = initialised(key, algorithm, provider);
        signature.update(MESSAGE);
        return signature.sign();
    }

    static Signature initialised(PrivateKey key, String algorithm, Provider provider) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm, provider);
        signature.initSign(key);
        return signature;
    }

    /** Verifies a signature of the probe with a public key (X.509 SubjectPublicKeyInfo). */
    static boolean verifies(byte[] signature, SignatureScheme scheme, byte[] publicKey, Provider provider) {
        try {
            Signature verification = Signature.getInstance(scheme.signatureAlgorithm(), provider);
            verification.initVerify(EncodedKey.publicKey(scheme, publicKey, provider));
            verification.update(MESSAGE);
            return verification.verify(signature);
        } catch (Exception | Error noPublicKey) {
            return false;
        }
    }
}
