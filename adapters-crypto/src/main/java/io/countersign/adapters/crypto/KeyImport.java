package io.countersign.adapters.crypto;

import io.vavr.control.Either;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.PKCS8EncodedKeySpec;

/** Hands what was read to a provider, which has to sign with it for all public keys that came with it. */
final class KeyImport {

    private KeyImport() {}

    static Either<KeyRefusal, PrivateKey> into(Provider provider, KeyMaterial material) {
        SignatureScheme scheme = material.scheme();
        try {
            PrivateKey key = KeyFactory.getInstance(scheme.keyAlgorithm(), provider)
                    .generatePrivate(new PKCS8EncodedKeySpec(material.pkcs8()));
            byte[] signature = KeyProbe.signature(key, scheme, provider);
            return material.publicKeys().forAll(publicKey -> KeyProbe.verifies(signature, scheme, publicKey))
                    ? Either.right(key)
                    : Either.left(new KeyRefusal.InvalidKey(KeyFlaw.PUBLIC_KEY_MISMATCH));
        } catch (GeneralSecurityException | RuntimeException refused) {
            return Either.left(KeyProbe.refusal(provider, scheme, refused));
        }
    }
}
