package io.countersign.adapters.crypto;

import io.vavr.control.Either;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Hands what was read to a provider, and proves there that the key signs for the public keys that came with it. */
final class KeyImport {

    private static final byte[] PROBE = "Is this the private key of that public key?".getBytes(StandardCharsets.US_ASCII);

    private KeyImport() {}

    static Either<KeyRefusal, PrivateKey> into(Provider provider, KeyMaterial material) {
        SignatureScheme scheme = material.scheme();
        try {
            PrivateKey key = KeyFactory.getInstance(scheme.keyAlgorithm(), provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(material.pkcs8()));
            return material.publicKeys().isEmpty() || isKeyOf(material, signatureOf(key, scheme, provider))
                    ? Either.right(key)
                    : Either.left(new KeyRefusal.InvalidKey(KeyFlaw.PUBLIC_KEY_MISMATCH));
        } catch (GeneralSecurityException | RuntimeException refused) {
            return Either.left(refusal(provider, scheme, refused));
        }
    }

    static KeyRefusal refusal(Provider provider, SignatureScheme scheme, Exception thrown) {
        return new KeyRefusal.ProviderCannotUse(provider.getName(), scheme, thrown.getClass().getSimpleName());
    }

    private static byte[] signatureOf(PrivateKey key, SignatureScheme scheme, Provider provider)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(scheme.signatureAlgorithm(), provider);
        signature.initSign(key);
        signature.update(PROBE);
        return signature.sign();
    }

    private static boolean isKeyOf(KeyMaterial material, byte[] signature) {
        return material.publicKeys().forAll(publicKey -> verifies(material.scheme(), publicKey, signature));
    }

    /** By the default provider, whichever signed: it reads compressed points too, and is not the one to be proven. */
    private static boolean verifies(SignatureScheme scheme, byte[] encodedPublicKey, byte[] signature) {
        try {
            PublicKey publicKey = KeyFactory.getInstance(scheme.keyAlgorithm(), DefaultProvider.instance())
                    .generatePublic(new X509EncodedKeySpec(encodedPublicKey));
            Signature verification = Signature.getInstance(scheme.signatureAlgorithm(), DefaultProvider.instance());
            verification.initVerify(publicKey);
            verification.update(PROBE);
            return verification.verify(signature);
        } catch (GeneralSecurityException | RuntimeException noPublicKey) {
            return false;
        }
    }
}
