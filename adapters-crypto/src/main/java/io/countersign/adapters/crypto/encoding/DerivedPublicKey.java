package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Option;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jcajce.interfaces.EdDSAPrivateKey;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** Derives the public key (X.509 SubjectPublicKeyInfo) of a private one. */
public final class DerivedPublicKey {

    private DerivedPublicKey() {}

    /** Returns the public key of a private key for that scheme; none if the key does not show its encoding. */
    public static Option<byte[]> of(SignatureScheme scheme, PrivateKey key) {
        byte[] pkcs8 = null;
        try {
            pkcs8 = "PKCS#8".equals(key.getFormat()) ? key.getEncoded() : null;
            return pkcs8 == null ? Option.none() : of(scheme, pkcs8);
        } catch (Exception | Error doesNotShowIt) {
            return Option.none();
        } finally {
            if (pkcs8 != null) {
                Arrays.fill(pkcs8, (byte) 0);
            }
        }
    }

    private static Option<byte[]> of(SignatureScheme scheme, byte[] pkcs8)
            throws GeneralSecurityException, IOException {
        return switch (scheme) {
            case ES256 -> Option.some(ofScalar(Sec1Key.of(numbersIn(pkcs8))));
            case ES256K -> Option.none();
            case EDDSA -> Option.some(ofSeed(pkcs8));
            case RS256 -> Option.some(ofNumbers(RSAPrivateKey.getInstance(numbersIn(pkcs8))));
        };
    }

    private static Object numbersIn(byte[] pkcs8) throws IOException {
        return PrivateKeyInfo.getInstance(pkcs8).parsePrivateKey();
    }

    /** Computes it with the classes by which Bouncy Castle makes key pairs: the JCA derives no public keys. */
    private static byte[] ofScalar(Sec1Key key) throws IOException {
        byte[] point = NamedCurve.P_256.publicPoint(key.scalar());
        return new SubjectPublicKeyInfo(KeyReading.algorithm(NamedCurve.P_256), point).getEncoded("DER");
    }

    private static byte[] ofSeed(byte[] pkcs8) throws GeneralSecurityException {
        PrivateKey key = KeyFactory.getInstance(SignatureScheme.EDDSA.keyAlgorithm(), DefaultProvider.instance())
                .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        return ((EdDSAPrivateKey) key).getPublicKey().getEncoded();
    }

    private static byte[] ofNumbers(RSAPrivateKey key) throws IOException {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(KeyReading.RSA, DERNull.INSTANCE),
                new RSAPublicKey(key.getModulus(), key.getPublicExponent()))
                .getEncoded("DER");
    }
}
