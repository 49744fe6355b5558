package io.countersign.adapters.crypto;

import io.vavr.control.Either;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;

/** A new private key. The randomness is the provider's: an HSM or a FIPS module takes no other. */
final class GeneratedKey {

    /** What NIST SP 800-57 Part 1 asks of keys that are to last beyond 2030. */
    static final int RSA_BITS = 3072;

    private GeneratedKey() {}

    static Either<KeyRefusal, JcaSigningKey> of(SignatureScheme scheme, Provider provider) {
        try {
            return JcaSigningKey.of(pair(scheme, provider).getPrivate(), provider, scheme);
        } catch (GeneralSecurityException | RuntimeException refused) {
            return Either.left(KeyProbe.refusal(provider, scheme, refused));
        }
    }

    static KeyPair pair(SignatureScheme scheme, Provider provider) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(scheme.keyAlgorithm(), provider);
        switch (scheme) {
            case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case ES256K -> generator.initialize(new ECGenParameterSpec("secp256k1"));
            case RS256 -> generator.initialize(RSA_BITS);
            case EDDSA -> { }
        }
        return generator.generateKeyPair();
    }
}
