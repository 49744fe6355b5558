package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.encoding.KeyMaterial;
import io.countersign.adapters.crypto.encoding.KeyReading;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Arrays;

/**
 * Takes a private key object of any provider. The signing provider gets it as it is, and if it refuses that, as plain
 * PKCS#8, which every provider reads: providers differ in the names of keys, and in the optional members of their
 * encoding.
 */
final class GivenKey {

    private GivenKey() {}

    static Either<KeyRefusal, HeldKey> accepted(PrivateKey key, SignatureScheme scheme, ProviderPolicy policy) {
        return policy.signing(scheme).flatMap(provider -> {
            Either<KeyRefusal, HeldKey> unchanged = unchanged(key, scheme, policy, provider);
            return unchanged.isRight()
                    ? unchanged
                    : imported(key, scheme, policy, provider).toEither(unchanged::getLeft);
        });
    }

    private static Either<KeyRefusal, HeldKey> unchanged(
            PrivateKey key, SignatureScheme scheme, ProviderPolicy policy, Provider provider) {
        String algorithm = policy.signatureAlgorithm(scheme);
        try {
            KeyProbe.prove(key, algorithm, provider);
            return Either.right(new HeldKey(key, algorithm, provider));
        } catch (Exception | Error refused) {
            return Either.left(KeyProbe.refusal(provider, scheme, refused));
        }
    }

    private static Option<HeldKey> imported(
            PrivateKey key, SignatureScheme scheme, ProviderPolicy policy, Provider provider) {
        byte @Nullable [] encoded = null;
        try {
            encoded = KeyProbe.isInSoftware(key) ? key.getEncoded() : null;
            return encoded == null
                    ? Option.none()
                    : imported(encoded, scheme, policy, provider).map(its ->
                            new HeldKey(its, Option.some(key), policy.signatureAlgorithm(scheme), provider));
        } catch (Exception | Error notReadable) {
            return Option.none();
        } finally {
            if (encoded != null) {
                Arrays.fill(encoded, (byte) 0);
            }
        }
    }

    private static Option<PrivateKey> imported(
            byte[] pkcs8, SignatureScheme scheme, ProviderPolicy policy, Provider provider) throws IOException {
        Option<KeyMaterial> material = KeyReading.ofPkcs8(pkcs8).toOption();
        try {
            return material.filter(read -> read.scheme() == scheme)
                    .flatMap(read -> KeyImport.into(provider, read, policy).toOption());
        } finally {
            material.forEach(KeyMaterial::wipe);
        }
    }
}
