package io.countersign.sandbox.enrolment;

import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/**
 * A generated key pair: the private half for the user, the public half for the server.
 *
 * @param pkcs8 the private key
 * @param publicKey the public key, as a SubjectPublicKeyInfo
 * @param check verifies signatures with the public key
 */
record GeneratedKey(byte[] pkcs8, byte[] publicKey, SignatureCheck check) {

    static GeneratedKey es256() {
        KeyPair pair = jdkPair("EC", "SunEC", new ECGenParameterSpec("secp256r1"));
        return of(pair, SignatureCheck.es256((ECPublicKey) pair.getPublic()));
    }

    static GeneratedKey es256k() {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(
                ECNamedDomainParameters.lookup(SECObjectIdentifiers.secp256k1), new SecureRandom()));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        try {
            return new GeneratedKey(
                    PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate()).getEncoded(),
                    SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()).getEncoded(),
                    SignatureCheck.es256k((ECPublicKeyParameters) pair.getPublic()));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a key in memory cannot be encoded", impossible);
        }
    }

    static GeneratedKey eddsa() {
        KeyPair pair = jdkPair("Ed25519", "SunEC", NamedParameterSpec.ED25519);
        return of(pair, SignatureCheck.eddsa(pair.getPublic()));
    }

    static GeneratedKey rs256() {
        KeyPair pair = jdkPair("RSA", "SunRsaSign", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
        return of(pair, SignatureCheck.rs256(pair.getPublic()));
    }

    private static KeyPair jdkPair(String algorithm, String provider, AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(
                    "this JDK cannot make " + algorithm + " keys with " + provider + "; use one that has it", missing);
        }
    }

    private static GeneratedKey of(KeyPair pair, SignatureCheck check) {
        return new GeneratedKey(pair.getPrivate().getEncoded(), pair.getPublic().getEncoded(), check);
    }

    String privateKeyPem() {
        return Pem.of("PRIVATE KEY", pkcs8);
    }

    @Override
    public String toString() {
        return "GeneratedKey[hidden]";
    }
}
