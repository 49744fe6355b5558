package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Either;
import io.vavr.control.Option;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** Generates private keys with the randomness of the provider: an HSM or a FIPS module takes no other. */
final class GeneratedKey {

    /** The length that NIST SP 800-57 Part 1 demands of keys for use beyond 2030. */
    static final int RSA_BITS = 3072;

    private GeneratedKey() {}

    static Either<KeyRefusal, KeyPair> pair(SignatureScheme scheme, ProviderPolicy policy) {
        return policy.signing(scheme).flatMap(provider -> {
            try {
                return Either.right(pair(scheme, provider, policy.support().ownRandom()));
            } catch (Exception | Error refused) {
                return Either.left(KeyProbe.refusal(provider, scheme, refused));
            }
        });
    }

    private static KeyPair pair(SignatureScheme scheme, Provider provider, Option<SecureRandom> random)
            throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(scheme.keyAlgorithm(), provider);
        AlgorithmParameterSpec parameters = switch (scheme) {
            case ES256 -> new ECGenParameterSpec("secp256r1");
            case ES256K -> new ECGenParameterSpec("secp256k1");
            case EDDSA -> NamedParameterSpec.ED25519;
            case RS256 -> new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4);
        };
        if (random.isDefined()) {
            generator.initialize(parameters, random.get());
        } else if (scheme != SignatureScheme.EDDSA) {
            generator.initialize(parameters);
        }
        return generator.generateKeyPair();
    }
}
