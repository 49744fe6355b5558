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
 * A private key object of any provider. The signing provider gets it as it is, and if it refuses that, as plain PKCS#8,
 * which every provider reads: providers differ in the names of keys, and in the optional members of their encoding.
 */
final class GivenKey {

    private final transient PrivateKey key;
    private final SignatureScheme scheme;
    private final ProviderPolicy policy;
    private final Provider provider;

    private GivenKey(PrivateKey key, SignatureScheme scheme, ProviderPolicy policy, Provider provider) {
        this.key = key;
        this.scheme = scheme;
        this.policy = policy;
        this.provider = provider;
    }

    static Either<KeyRefusal, HeldKey> accepted(PrivateKey key, SignatureScheme scheme, ProviderPolicy policy) {
        return policy.signing(scheme)
                .map(provider -> new GivenKey(key, scheme, policy, provider))
                .flatMap(GivenKey::accepted);
    }

    private Either<KeyRefusal, HeldKey> accepted() {
        Either<KeyRefusal, HeldKey> asItIs = asItIs();
        return asItIs.isRight() ? asItIs : imported().toEither(asItIs::getLeft);
    }

    private Either<KeyRefusal, HeldKey> asItIs() {
        String algorithm = policy.signatureAlgorithm(scheme);
        try {
            KeyProbe.prove(key, algorithm, provider);
            return Either.right(new HeldKey(key, algorithm, provider));
        } catch (Exception | Error refused) {
            return Either.left(KeyProbe.refusal(provider, scheme, refused));
        }
    }

    private Option<HeldKey> imported() {
        byte @Nullable [] encoded = null;
        try {
            encoded = KeyProbe.isInSoftware(key) ? key.getEncoded() : null;
            return encoded == null ? Option.none() : imported(encoded);
        } catch (Exception | Error keepsItToItself) {
            return Option.none();
        } finally {
            if (encoded != null) {
                Arrays.fill(encoded, (byte) 0);
            }
        }
    }

    private Option<HeldKey> imported(byte[] encoded) throws IOException {
        Option<KeyMaterial> material = KeyReading.ofPkcs8(encoded).toOption();
        try {
            return material.filter(read -> read.scheme() == scheme)
                    .flatMap(read -> KeyImport.into(provider, read, policy).toOption())
                    .map(its -> new HeldKey(its, Option.some(key), policy.signatureAlgorithm(scheme), provider));
        } finally {
            material.forEach(KeyMaterial::wipe);
        }
    }
}
