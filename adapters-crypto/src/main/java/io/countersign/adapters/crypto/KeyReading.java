package io.countersign.adapters.crypto;

import io.vavr.collection.HashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.io.IOException;

/**
 * What a PKCS#8 structure (RFC 5958) holds: the algorithm is recognised, the numbers are checked. Throws what the ASN.1
 * library throws where the structure is not what it should be.
 */
final class KeyReading {

    static final ASN1ObjectIdentifier EC = new ASN1ObjectIdentifier("1.2.840.10045.2.1");
    static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");
    static final ASN1ObjectIdentifier RSA = new ASN1ObjectIdentifier("1.2.840.113549.1.1.1");

    private static final Map<String, String> OTHER_CURVES =
            HashMap.of("1.3.101.110", "X25519", "1.3.101.111", "X448", "1.3.101.113", "Ed448");

    private static final Map<String, String> OTHER_ALGORITHMS = HashMap.of(
            "1.2.840.10040.4.1", "DSA", "1.2.840.113549.1.1.10", "RSASSA-PSS", "1.2.840.113549.1.1.7", "RSAES-OAEP",
            "1.2.840.113549.1.3.1", "Diffie-Hellman", "1.2.840.10046.2.1", "Diffie-Hellman",
            "2.16.840.1.101.3.4.3.17", "ML-DSA-44", "2.16.840.1.101.3.4.3.18", "ML-DSA-65",
            "2.16.840.1.101.3.4.3.19", "ML-DSA-87");

    private static final int ED25519_BYTES = 32;

    private KeyReading() {}

    /** The key in that structure; the curve parameters that stood before it count if it has none of its own. */
    static Either<KeyRefusal, KeyMaterial> of(PrivateKeyInfo key, Option<ASN1Encodable> parametersBefore)
            throws IOException {
        ASN1ObjectIdentifier algorithm = key.getPrivateKeyAlgorithm().getAlgorithm();
        if (algorithm.equals(EC)) {
            return ec(key, parametersBefore);
        }
        if (algorithm.equals(ED25519)) {
            return ed25519(key);
        }
        if (algorithm.equals(RSA)) {
            return rsa(key);
        }
        Option<String> curve = OTHER_CURVES.get(algorithm.getId());
        return Either.left(curve.isDefined()
                ? new KeyRefusal.UnsupportedCurve(curve)
                : new KeyRefusal.UnsupportedAlgorithm(OTHER_ALGORITHMS.get(algorithm.getId())));
    }

    private static Either<KeyRefusal, KeyMaterial> ec(PrivateKeyInfo key, Option<ASN1Encodable> parametersBefore)
            throws IOException {
        Sec1Key ecKey = Sec1Key.of(key.parsePrivateKey());
        Option<ASN1Encodable> outer = Option.of(key.getPrivateKeyAlgorithm().getParameters());
        Option<ASN1Encodable> inner = ecKey.parameters();
        if (outer.exists(its -> inner.exists(other -> !its.toASN1Primitive().equals(other.toASN1Primitive())))) {
            return Either.left(new KeyRefusal.InvalidKey(KeyFlaw.CONTRADICTING_CURVES));
        }
        Either<KeyRefusal, NamedCurve> curve = curveOf(outer.orElse(inner).orElse(parametersBefore));
        if (curve.isLeft()) {
            return Either.left(curve.getLeft());
        }
        if (!curve.get().has(ecKey.scalar())) {
            return Either.left(new KeyRefusal.InvalidKey(KeyFlaw.SCALAR_OUT_OF_RANGE));
        }
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(EC, new ASN1ObjectIdentifier(curve.get().oid()));
        PrivateKeyInfo plain = new PrivateKeyInfo(algorithm,
                new Sec1Key(ecKey.scalar(), Option.none(), Option.none()).toAsn1());
        return Either.right(KeyMaterial.of(curve.get().scheme(), plain,
                ecKey.point().toList().appendAll(Option.of(key.getPublicKeyData()).map(ASN1BitString::getOctets))
                        .map(point -> curve.get().uncompressed(point).getOrElse(point))
                        .map(point -> new SubjectPublicKeyInfo(algorithm, point))));
    }

    private static Either<KeyRefusal, NamedCurve> curveOf(Option<ASN1Encodable> parameters) {
        return parameters.isDefined() && parameters.get().toASN1Primitive() instanceof ASN1ObjectIdentifier name
                ? NamedCurve.supported(name.getId())
                : Either.left(new KeyRefusal.UnnamedCurve(
                        parameters.exists(given -> given.toASN1Primitive() instanceof ASN1Sequence)));
    }

    /** What is in a public key, without its algorithm. */
    static byte[] bitsOf(SubjectPublicKeyInfo key) {
        return ((ASN1BitString) ((ASN1Sequence) key.toASN1Primitive()).getObjectAt(1)).getOctets();
    }

    private static Either<KeyRefusal, KeyMaterial> ed25519(PrivateKeyInfo key) throws IOException {
        ASN1OctetString seed = ASN1OctetString.getInstance(key.parsePrivateKey());
        if (seed.getOctets().length != ED25519_BYTES) {
            return Either.left(new KeyRefusal.Damaged());
        }
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(ED25519);
        PrivateKeyInfo plain = new PrivateKeyInfo(algorithm, new DEROctetString(seed.getOctets()));
        return Either.right(KeyMaterial.of(SignatureScheme.EDDSA, plain,
                Option.of(key.getPublicKeyData())
                        .map(point -> new SubjectPublicKeyInfo(algorithm, point.getOctets()))));
    }

    private static Either<KeyRefusal, KeyMaterial> rsa(PrivateKeyInfo key) throws IOException {
        RSAPrivateKey rsaKey = RSAPrivateKey.getInstance(key.parsePrivateKey());
        int bits = rsaKey.getModulus().bitLength();
        if (!KeyRefusal.UnsupportedRsaSize.isSupported(bits)) {
            return Either.left(new KeyRefusal.UnsupportedRsaSize(bits));
        }
        if (rsaKey.getVersion().signum() != 0) {
            return Either.left(new KeyRefusal.UnsupportedAlgorithm(Option.some("multi-prime RSA")));
        }
        RsaNumbers numbers = new RsaNumbers(rsaKey.getModulus(), rsaKey.getPublicExponent(),
                rsaKey.getPrivateExponent(), rsaKey.getPrime1(), rsaKey.getPrime2(), rsaKey.getExponent1(),
                rsaKey.getExponent2(), rsaKey.getCoefficient());
        Option<KeyFlaw> flaw = numbers.flaw();
        if (flaw.isDefined()) {
            return Either.left(new KeyRefusal.InvalidKey(flaw.get()));
        }
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(RSA, DERNull.INSTANCE);
        return Either.right(KeyMaterial.of(SignatureScheme.RS256, new PrivateKeyInfo(algorithm, rsaKey),
                List.of(new SubjectPublicKeyInfo(algorithm, new RSAPublicKey(numbers.n(), numbers.e())))));
    }
}
