package io.countersign.sandbox.enrolment;

import io.countersign.sandbox.model.KeyAlgorithm;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Set;

/**
 * A public key that is submitted for registration.
 *
 * @param algorithm the signature algorithm
 * @param check verifies signatures with the key
 */
public record SubmittedPublicKey(KeyAlgorithm algorithm, SignatureCheck check) {

    // RFC 8410 §3
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");
    private static final Set<ASN1ObjectIdentifier> ALGORITHMS = Set.of(
            X9ObjectIdentifiers.id_ecPublicKey, PKCSObjectIdentifiers.rsaEncryption, ED25519);
    private static final int SHORTEST_RSA_IN_BITS = 2048;
    private static final int LONGEST_RSA_IN_BITS = 8192;

    /**
     * Reads a key from PEM ({@code PUBLIC KEY}: a SubjectPublicKeyInfo, RFC 7468 §13 and RFC 5280 §4.1.2.7).
     *
     * @throws IllegalArgumentException if the text is not a key that the sandbox can verify with; the message says why
     */
    public static SubmittedPublicKey ofPem(String pem) {
        return ofDer(PublicKeyPem.der(pem));
    }

    /**
     * Reads a key from a SubjectPublicKeyInfo.
     *
     * @throws IllegalArgumentException if the bytes are not a key that the sandbox can verify with; the message says
     *     why
     */
    static SubmittedPublicKey ofDer(byte[] der) {
        AsymmetricKeyParameter key = parsed(der);
        if (key instanceof ECPublicKeyParameters elliptic) {
            return onCurve(elliptic);
        } else if (key instanceof RSAKeyParameters rsa) {
            return rsa(rsa);
        }
        return new SubmittedPublicKey(KeyAlgorithm.EDDSA, SignatureCheck.eddsa(jdkKey("Ed25519", "SunEC", key)));
    }

    // Bouncy Castle checks what the JDK does not: that a point lies on its curve.
    private static AsymmetricKeyParameter parsed(byte[] der) {
        try {
            SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(der);
            if (ALGORITHMS.contains(key.getAlgorithm().getAlgorithm())) {
                return PublicKeyFactory.createKey(key);
            }
        } catch (IOException | RuntimeException damaged) {
            throw new IllegalArgumentException("a public key that is damaged, or on a curve that nobody knows");
        }
        throw unsupported("another algorithm");
    }

    private static SubmittedPublicKey onCurve(ECPublicKeyParameters key) {
        if (key.getParameters() instanceof ECNamedDomainParameters curve) {
            if (curve.getName().equals(SECObjectIdentifiers.secp256r1)) {
                return new SubmittedPublicKey(
                        KeyAlgorithm.ES256, SignatureCheck.es256((ECPublicKey) jdkKey("EC", "SunEC", key)));
            } else if (curve.getName().equals(SECObjectIdentifiers.secp256k1)) {
                return new SubmittedPublicKey(KeyAlgorithm.ES256K, SignatureCheck.es256k(key));
            }
        }
        throw unsupported("another curve, or one that is not given by name");
    }

    private static SubmittedPublicKey rsa(RSAKeyParameters key) {
        int bits = key.getModulus().bitLength();
        if (bits < SHORTEST_RSA_IN_BITS || bits > LONGEST_RSA_IN_BITS) {
            throw unsupported("RSA with " + bits + " bits");
        }
        return new SubmittedPublicKey(KeyAlgorithm.RS256, SignatureCheck.rs256(jdkKey("RSA", "SunRsaSign", key)));
    }

    private static PublicKey jdkKey(String algorithm, String provider, AsymmetricKeyParameter key) {
        try {
            byte[] der = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded();
            return KeyFactory.getInstance(algorithm, provider).generatePublic(new X509EncodedKeySpec(der));
        } catch (IOException | GeneralSecurityException refused) {
            throw new IllegalArgumentException("a public key that the JDK does not take (" + algorithm + ")");
        }
    }

    private static IllegalArgumentException unsupported(String what) {
        return new IllegalArgumentException("a public key of " + what
                + "; supported are EC on P-256 or secp256k1, Ed25519, and RSA of 2048 to 8192 bits");
    }
}
