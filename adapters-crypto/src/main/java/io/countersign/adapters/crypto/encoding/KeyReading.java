package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.collection.HashMap;
import io.vavr.collection.List;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Reads private keys: recognises the algorithm, checks the numbers, and compares the bytes with the one encoding (DER)
 * that the standard has for the key and its public key, if that is inside. Attributes and other optional members are
 * refused, since another reader may understand them differently. Done by hand, since the readers of the libraries
 * accept BER and ignore what they do not know. Throws what the ASN.1 library throws if the structure is another one.
 */
public final class KeyReading {

    public static final ASN1ObjectIdentifier EC = X9ObjectIdentifiers.id_ecPublicKey;
    public static final ASN1ObjectIdentifier RSA = PKCSObjectIdentifiers.rsaEncryption;

    // The two artifacts of Bouncy Castle have no common names for these (RFC 8410 §3, FIPS 204).
    public static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    static final AlgorithmIdentifier RSA_ALGORITHM = new AlgorithmIdentifier(RSA, DERNull.INSTANCE);
    private static final int ED25519_BYTES = 32;

    private KeyReading() {}

    /** Names of what is refused. */
    private static final class Unsupported {

        private static final Map<String, String> CURVES =
                HashMap.of("1.3.101.110", "X25519", "1.3.101.111", "X448", "1.3.101.113", "Ed448");
        private static final Map<String, String> ALGORITHMS = HashMap.of(
                X9ObjectIdentifiers.id_dsa.getId(), "DSA", PKCSObjectIdentifiers.id_RSASSA_PSS.getId(), "RSASSA-PSS",
                PKCSObjectIdentifiers.id_RSAES_OAEP.getId(), "RSAES-OAEP",
                PKCSObjectIdentifiers.dhKeyAgreement.getId(), "Diffie-Hellman",
                X9ObjectIdentifiers.dhpublicnumber.getId(), "Diffie-Hellman",
                "2.16.840.1.101.3.4.3.17", "ML-DSA-44", "2.16.840.1.101.3.4.3.18", "ML-DSA-65",
                "2.16.840.1.101.3.4.3.19", "ML-DSA-87");

        static KeyRefusal refusal(String algorithm) {
            Option<String> curve = CURVES.get(algorithm);
            return curve.isDefined()
                    ? KeyRefusal.of(Kind.UNSUPPORTED_CURVE, curve.getOrElse(""))
                    : KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, ALGORITHMS.get(algorithm).getOrElse(""));
        }
    }

    /** Reads a PKCS#8 structure (RFC 5958). */
    public static Either<KeyRefusal, KeyMaterial> ofPkcs8(byte[] der) throws IOException {
        PrivateKeyInfo key = Objects.requireNonNull(
                PrivateKeyInfo.getInstance(ASN1Primitive.fromByteArray(der)), "PKCS#8");
        ASN1ObjectIdentifier algorithm = key.getPrivateKeyAlgorithm().getAlgorithm();
        if (algorithm.equals(EC)) {
            return ec(key, der);
        }
        if (algorithm.equals(ED25519)) {
            return ed25519(key, der);
        }
        if (algorithm.equals(RSA)) {
            return rsa(key, der);
        }
        return Either.left(Unsupported.refusal(algorithm.getId()));
    }

    private static Either<KeyRefusal, KeyMaterial> ec(PrivateKeyInfo key, byte[] der) throws IOException {
        Sec1Key ecKey = Sec1Key.of(key.parsePrivateKey());
        Option<ASN1Encodable> outer = Option.of(key.getPrivateKeyAlgorithm().getParameters());
        if (outer.exists(its -> ecKey.parameters().exists(
                other -> !its.toASN1Primitive().equals(other.toASN1Primitive())))) {
            return Either.left(KeyRefusal.of(KeyFlaw.CONTRADICTING_CURVES));
        }
        Option<byte[]> point = publicKeyIn(key);
        return curveOf(outer).flatMap(curve -> ec(ecKey, curve, point, encoded(
                der, () -> pkcs8(algorithm(curve), ecKey.toAsn1(), point))));
    }

    /**
     * Reads an EC private key (SEC 1 §C.4, RFC 5915).
     *
     * @param parametersBefore the curve that stands before it; counts if the key names none
     */
    static Either<KeyRefusal, KeyMaterial> ofSec1(byte[] der, Option<ASN1Encodable> parametersBefore) {
        Sec1Key ecKey = Sec1Key.of(der);
        return curveOf(ecKey.parameters().orElse(parametersBefore)).flatMap(curve -> ec(
                ecKey, curve, Option.none(), encoded(der, ecKey::toAsn1)));
    }

    private static Either<KeyRefusal, KeyMaterial> ec(
            Sec1Key ecKey, NamedCurve curve, Option<byte[]> point, Supplier<Boolean> isRegular) {
        if (!curve.has(ecKey.scalar())) {
            return Either.left(KeyRefusal.of(KeyFlaw.SCALAR_OUT_OF_RANGE));
        }
        AlgorithmIdentifier algorithm = algorithm(curve);
        return material(isRegular, curve.scheme(),
                pkcs8(algorithm, ecKey.bare().toAsn1(), Option.none()),
                ecKey.point().toList().appendAll(point)
                        .map(its -> curve.uncompressed(its).getOrElse(its))
                        .map(its -> new SubjectPublicKeyInfo(algorithm, its)));
    }

    private static Either<KeyRefusal, NamedCurve> curveOf(Option<ASN1Encodable> parameters) {
        return parameters.isDefined() && parameters.get().toASN1Primitive() instanceof ASN1ObjectIdentifier name
                ? NamedCurve.supported(name)
                : Either.left(KeyRefusal.of(Kind.UNNAMED_CURVE,
                        parameters.exists(given -> given.toASN1Primitive() instanceof ASN1Sequence)
                                ? "parameters" : ""));
    }

    /** Returns the bits of a public key, without its algorithm. */
    public static byte[] bitsOf(SubjectPublicKeyInfo key) {
        return ((ASN1BitString) ((ASN1Sequence) key.toASN1Primitive()).getObjectAt(1)).getOctets();
    }

    private static Either<KeyRefusal, KeyMaterial> ed25519(PrivateKeyInfo key, byte[] der) throws IOException {
        ASN1OctetString seed = ASN1OctetString.getInstance(key.parsePrivateKey());
        if (seed.getOctets().length != ED25519_BYTES) {
            return Either.left(KeyRefusal.of(Kind.DAMAGED));
        }
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(ED25519);
        ASN1Encodable own = new DEROctetString(seed.getOctets());
        Option<byte[]> point = publicKeyIn(key);
        return material(encoded(der, () -> pkcs8(algorithm, own, point)), SignatureScheme.EDDSA,
                pkcs8(algorithm, own, Option.none()),
                point.map(its -> new SubjectPublicKeyInfo(algorithm, its)).toList());
    }

    private static Either<KeyRefusal, KeyMaterial> rsa(PrivateKeyInfo key, byte[] der) throws IOException {
        RSAPrivateKey rsaKey = RSAPrivateKey.getInstance(key.parsePrivateKey());
        Option<byte[]> publicKey = publicKeyIn(key);
        return rsa(rsaKey, publicKey, encoded(der, () -> pkcs8(RSA_ALGORITHM, ofTwoPrimes(rsaKey), publicKey)));
    }

    /** Reads an RSA private key (PKCS#1, RFC 8017 A.1.2). */
    static Either<KeyRefusal, KeyMaterial> ofPkcs1(byte[] der) {
        RSAPrivateKey rsaKey = RSAPrivateKey.getInstance(der);
        return rsa(rsaKey, Option.none(), encoded(der, () -> ofTwoPrimes(rsaKey)));
    }

    private static Either<KeyRefusal, KeyMaterial> rsa(
            RSAPrivateKey rsaKey, Option<byte[]> publicKey, Supplier<Boolean> isRegular) {
        int bits = rsaKey.getModulus().bitLength();
        if (!SignatureScheme.acceptsRsaBits(bits)) {
            return Either.left(KeyRefusal.of(Kind.UNSUPPORTED_RSA_SIZE, bits));
        }
        if (rsaKey.getVersion().signum() != 0) {
            return Either.left(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, "multi-prime RSA"));
        }
        RsaNumbers numbers = new RsaNumbers(rsaKey.getModulus(), rsaKey.getPublicExponent(),
                rsaKey.getPrivateExponent(), rsaKey.getPrime1(), rsaKey.getPrime2(), rsaKey.getExponent1(),
                rsaKey.getExponent2(), rsaKey.getCoefficient());
        Option<KeyFlaw> flaw = numbers.flaw();
        if (flaw.isDefined()) {
            return Either.left(KeyRefusal.of(flaw.get()));
        }
        RSAPublicKey own = new RSAPublicKey(numbers.n(), numbers.e());
        if (publicKey.exists(given -> !Arrays.equals(given, der(own)))) {
            return Either.left(KeyRefusal.of(KeyFlaw.PUBLIC_KEY_MISMATCH));
        }
        return material(isRegular, SignatureScheme.RS256,
                pkcs8(RSA_ALGORITHM, ofTwoPrimes(rsaKey), Option.none()),
                List.of(new SubjectPublicKeyInfo(RSA_ALGORITHM, der(own))));
    }

    private static RSAPrivateKey ofTwoPrimes(RSAPrivateKey key) {
        return new RSAPrivateKey(key.getModulus(), key.getPublicExponent(), key.getPrivateExponent(), key.getPrime1(),
                key.getPrime2(), key.getExponent1(), key.getExponent2(), key.getCoefficient());
    }

    static AlgorithmIdentifier algorithm(NamedCurve curve) {
        return new AlgorithmIdentifier(EC, curve.oid());
    }

    private static Option<byte[]> publicKeyIn(PrivateKeyInfo key) {
        return Option.of(key.getPublicKeyData()).map(ASN1BitString::getOctets);
    }

    /** Returns that structure of the first version, or of the second if there is a public key to be in it. */
    private static PrivateKeyInfo pkcs8(
            AlgorithmIdentifier algorithm, ASN1Encodable key, Option<byte[]> publicKey) {
        try {
            return new PrivateKeyInfo(algorithm, key, null, publicKey.getOrNull());
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static Either<KeyRefusal, KeyMaterial> material(Supplier<Boolean> isRegular,
            SignatureScheme scheme, PrivateKeyInfo plain, Seq<SubjectPublicKeyInfo> publicKeys) {
        return isRegular.get()
                ? Either.right(KeyMaterial.of(scheme, plain, publicKeys))
                : Either.left(KeyRefusal.of(KeyFlaw.IRREGULAR_STRUCTURE));
    }

    /** Compares bytes with the DER of a structure. */
    private static Supplier<Boolean> encoded(byte[] bytes, Supplier<ASN1Encodable> structure) {
        return () -> {
            byte[] regular = der(structure.get());
            try {
                return MessageDigest.isEqual(regular, bytes);
            } finally {
                Arrays.fill(regular, (byte) 0);
            }
        };
    }

    static byte[] der(ASN1Encodable structure) {
        try {
            return structure.toASN1Primitive().getEncoded("DER");
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
