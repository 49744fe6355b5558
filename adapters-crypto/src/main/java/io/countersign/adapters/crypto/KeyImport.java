package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.EncodedKey;
import io.countersign.adapters.crypto.encoding.KeyMaterial;
import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Either;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;

/** Imports a key that was read into a provider, which has to sign with it for all its public keys. */
final class KeyImport {

    private KeyImport() {}

    static Either<KeyRefusal, PrivateKey> into(Provider provider, KeyMaterial material, ProviderPolicy policy) {
        try {
            PrivateKey key = privateKey(material.scheme(), material.pkcs8(), provider);
            return signing(key, provider, material, policy).peekLeft(refused -> HeldKey.destroyed(key));
        } catch (Exception | Error refused) {
            return Either.left(KeyProbe.refusal(provider, material.scheme(), refused));
        }
    }

    private static Either<KeyRefusal, PrivateKey> signing(
            PrivateKey key, Provider provider, KeyMaterial material, ProviderPolicy policy) {
        SignatureScheme scheme = material.scheme();
        try {
            byte[] signature = KeyProbe.signature(key, policy.signatureAlgorithm(scheme), provider);
            Provider verifying = policy.verifying(provider);
            return material.publicKeys().forAll(its -> KeyProbe.verifies(signature, scheme, its, verifying))
                    ? Either.right(key)
                    : Either.left(KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH));
        } catch (Exception | Error refused) {
            return Either.left(KeyProbe.refusal(provider, scheme, refused));
        }
    }

    private static PrivateKey privateKey(SignatureScheme scheme, byte[] pkcs8, Provider provider)
            throws InvalidKeySpecException {
        try {
            return KeyFactory.getInstance(scheme.keyAlgorithm(), provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (NoSuchAlgorithmException noFactory) {
            return new EncodedKey.Private(scheme.keyFamily(), pkcs8);
        }
    }
}
