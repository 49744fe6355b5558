package io.countersign.benchmark;

import io.countersign.adapters.crypto.scheme.SignatureScheme;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/** One key for each scheme, shared by all benchmarks. */
final class Keys {

    private static final Provider MAKER = new BouncyCastleProvider();
    private static final Map<SignatureScheme, byte[]> PKCS8 = new EnumMap<>(SignatureScheme.class);

    private Keys() {
    }

    static String pem(SignatureScheme scheme) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8(scheme))
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** Returns the key as the provider's own, or as the JDK's if the provider does not read such a key. */
    static PrivateKey privateKey(SignatureScheme scheme, Provider provider) throws GeneralSecurityException {
        String algorithm = switch (scheme) {
            case ES256, ES256K -> "EC";
            case EDDSA -> "Ed25519";
            case RS256 -> "RSA";
        };
        KeyFactory factory = provider.getService("KeyFactory", algorithm) == null
                ? KeyFactory.getInstance(algorithm)
                : KeyFactory.getInstance(algorithm, provider);
        return factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8(scheme)));
    }

    private static synchronized byte[] pkcs8(SignatureScheme scheme) {
        return PKCS8.computeIfAbsent(scheme, Keys::generated);
    }

    private static byte[] generated(SignatureScheme scheme) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(switch (scheme) {
                case ES256, ES256K -> "EC";
                case EDDSA -> "Ed25519";
                case RS256 -> "RSA";
            }, MAKER);
            switch (scheme) {
                case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case ES256K -> generator.initialize(new ECGenParameterSpec("secp256k1"));
                case RS256 -> generator.initialize(2048);
                default -> { }
            }
            return generator.generateKeyPair().getPrivate().getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
