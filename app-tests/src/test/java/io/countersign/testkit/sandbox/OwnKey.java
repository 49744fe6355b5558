package io.countersign.testkit.sandbox;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;

/** As a team has it: both halves in DER, made somewhere else. */
record OwnKey(byte[] publicKey, byte[] privateKey) {

    static OwnKey of(KeyAlgorithm algorithm) throws Exception {
        return switch (algorithm) {
            case ES256 -> onCurve(SECObjectIdentifiers.secp256r1);
            case ES256K -> onCurve(SECObjectIdentifiers.secp256k1);
            case EDDSA -> jdk("Ed25519", 255);
            case RS256 -> jdk("RSA", 2048);
        };
    }

    static OwnKey jdk(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        KeyPair pair = generator.generateKeyPair();
        return new OwnKey(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded());
    }

    static OwnKey onCurve(ASN1ObjectIdentifier curve) throws Exception {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(ECNamedDomainParameters.lookup(curve), new SecureRandom()));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        return new OwnKey(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()).getEncoded(),
                PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate()).getEncoded());
    }

    String publicKeyPem() {
        return pem("PUBLIC KEY", publicKey);
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }
}
