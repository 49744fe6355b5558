package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.io.IOException;
import java.util.Arrays;

/** The public key that is registered for a credential, in the one encoding in which keys are compared. */
public final class RegisteredKey {

    private static final String FIELD = "publicKey";
    private static final int ED25519_BYTES = 32;

    private final SignatureScheme scheme;
    private final byte[] encoded;

    private RegisteredKey(SignatureScheme scheme, byte[] encoded) {
        this.scheme = scheme;
        this.encoded = encoded;
    }

    /** Reads an X.509 SubjectPublicKeyInfo, which must be for a supported scheme. */
    public static Validation<Seq<Violation>, RegisteredKey> of(byte[] subjectPublicKeyInfo) {
        Option<RegisteredKey> key;
        try {
            key = read(SubjectPublicKeyInfo.getInstance(subjectPublicKeyInfo));
        } catch (IOException | RuntimeException | StackOverflowError notWhatItSaysItIs) {
            key = Option.none();
        }
        return key.<Validation<Seq<Violation>, RegisteredKey>>map(Validation::valid).getOrElse(() ->
                new Violation(FIELD, "must be a public key for ES256, ES256K, EdDSA or RS256").asInvalid());
    }

    private static Option<RegisteredKey> read(SubjectPublicKeyInfo key) throws IOException {
        AlgorithmIdentifier algorithm = key.getAlgorithm();
        if (algorithm.equals(new AlgorithmIdentifier(KeyReading.ED25519))) {
            byte[] point = KeyReading.bitsOf(key);
            return Option.when(point.length == ED25519_BYTES, () -> of(SignatureScheme.EDDSA, algorithm, point));
        }
        if (algorithm.equals(new AlgorithmIdentifier(KeyReading.RSA, DERNull.INSTANCE))) {
            RSAPublicKey numbers = RSAPublicKey.getInstance(key.parsePublicKey());
            byte[] plain = new RSAPublicKey(numbers.getModulus(), numbers.getPublicExponent()).getEncoded("DER");
            return Option.when(SignatureScheme.acceptsRsaBits(numbers.getModulus().bitLength()),
                    () -> of(SignatureScheme.RS256, algorithm, plain));
        }
        return algorithm.getAlgorithm().equals(KeyReading.EC)
                && algorithm.getParameters() instanceof ASN1ObjectIdentifier name
                ? NamedCurve.supported(name).toOption().flatMap(curve ->
                        curve.uncompressed(KeyReading.bitsOf(key)).map(point -> of(curve.scheme(), algorithm, point)))
                : Option.none();
    }

    private static RegisteredKey of(SignatureScheme scheme, AlgorithmIdentifier algorithm, byte[] bits) {
        return new RegisteredKey(scheme, KeyReading.der(new SubjectPublicKeyInfo(algorithm, bits)));
    }

    /** Returns the scheme of the key. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /**
     * Returns true if nothing that came with a private key contradicts that it belongs to this public key. A signature
     * has to prove the rest.
     */
    public boolean mayBelongTo(KeyMaterial material) {
        return material.scheme() == scheme && material.publicKeys().forAll(its -> Arrays.equals(its, encoded));
    }

    /** Returns a private key together with this public key, for which it then has to sign. */
    public KeyMaterial askedOf(KeyMaterial material) {
        return material.signingFor(encoded.clone());
    }
}
