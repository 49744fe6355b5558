package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.provider.Thrown;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.Violation;
import io.countersign.ports.failure.SigningFailure;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** A public key that verifies signatures. */
public final class VerificationKey {

    private static final String FIELD = "publicKey";

    /** A well-formed ECDSA signature that no key makes: r and s are 1. */
    private static final byte[] ONE_AND_ONE = {0x30, 6, 2, 1, 1, 2, 1, 1};

    private final SignatureScheme scheme;
    private final Provider provider;
    private final PublicKey key;

    private VerificationKey(SignatureScheme scheme, Provider provider, PublicKey key) {
        this.scheme = scheme;
        this.provider = provider;
        this.key = key;
    }

    /**
     * Reads the only public key in a PEM text: X.509 SubjectPublicKeyInfo (RFC 7468 §13), or PKCS#1 (RFC 8017 A.1.1).
     *
     * @return the SubjectPublicKeyInfo, not checked
     */
    public static Validation<Seq<Violation>, byte[]> encodedIn(String pem) {
        PemBlocks blocks = PemBlocks.in(pem.length() <= PemPrivateKey.LIMIT ? pem.toCharArray() : new char[0]);
        Seq<PemBlock> keys = blocks.all().filter(block -> block.label().endsWith("PUBLIC KEY"));
        if (keys.size() == 1 && !blocks.areDamaged()) {
            return Validation.valid(subjectPublicKeyInfo(keys.head().content()));
        }
        String hint = blocks.all().exists(block -> block.label().endsWith("PRIVATE KEY"))
                ? ", as \"openssl pkey -in KEY_FILE -pubout -out KEY_FILE.pub\" writes it"
                : blocks.all().exists(block -> block.label().endsWith("CERTIFICATE"))
                        ? ", as \"openssl x509 -in KEY_FILE -noout -pubkey > KEY_FILE.pub\" writes it" : "";
        blocks.wipe();
        return new Violation(FIELD, "must be a PEM with one PUBLIC KEY" + hint).asInvalid();
    }

    private static byte[] subjectPublicKeyInfo(byte[] key) {
        try {
            return ASN1Sequence.getInstance(key).getObjectAt(0) instanceof ASN1Integer
                    ? KeyReading.der(new SubjectPublicKeyInfo(KeyReading.RSA_ALGORITHM, RSAPublicKey.getInstance(key)))
                    : key;
        } catch (IOException | RuntimeException | StackOverflowError notWhatItSaysItIs) {
            return key;
        }
    }

    /** Returns the X.509 SubjectPublicKeyInfo of a key that shows it. */
    public static Validation<Seq<Violation>, byte[]> encodedBy(PublicKey key) {
        try {
            byte @Nullable [] encoded = key.getEncoded();
            return encoded == null ? showsNoEncoding() : Validation.valid(encoded.clone());
        } catch (Exception | Error keepsItToItself) {
            return showsNoEncoding();
        }
    }

    private static Validation<Seq<Violation>, byte[]> showsNoEncoding() {
        return new Violation(FIELD, "must show its encoding").asInvalid();
    }

    /** Reads an X.509 SubjectPublicKeyInfo, which must be for that scheme and taken by that provider. */
    public static Validation<Seq<Violation>, VerificationKey> of(
            SignatureScheme scheme, Option<Provider> provider, byte[] subjectPublicKeyInfo) {
        if (!isFor(scheme, subjectPublicKeyInfo)) {
            return new Violation(FIELD, "must be a key for " + scheme.joseName()).asInvalid();
        }
        return provider.map(its -> of(scheme, its, subjectPublicKeyInfo)).getOrElse(() -> cannotVerify(scheme));
    }

    private static Validation<Seq<Violation>, VerificationKey> of(
            SignatureScheme scheme, Provider provider, byte[] subjectPublicKeyInfo) {
        try {
            VerificationKey key = new VerificationKey(
                    scheme, provider, EncodedKey.publicKey(scheme, subjectPublicKeyInfo, provider));
            key.probe();
            return Validation.valid(key);
        } catch (NoSuchAlgorithmException | SignatureException notThatOne) {
            return cannotVerify(scheme);
        } catch (Exception | Error refused) {
            return new Violation(FIELD, "must be a key that the provider takes").asInvalid();
        }
    }

    private static Validation<Seq<Violation>, VerificationKey> cannotVerify(SignatureScheme scheme) {
        return new Violation("provider", "must be able to verify " + scheme.joseName()).asInvalid();
    }

    private static boolean isFor(SignatureScheme scheme, byte[] subjectPublicKeyInfo) {
        try {
            SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(subjectPublicKeyInfo);
            return switch (scheme) {
                case ES256 -> isOn(NamedCurve.P_256, key);
                case ES256K -> isOn(NamedCurve.SECP256K1, key);
                case EDDSA -> key.getAlgorithm().getAlgorithm().equals(KeyReading.ED25519);
                case RS256 -> key.getAlgorithm().getAlgorithm().equals(KeyReading.RSA)
                        && SignatureScheme.acceptsRsaBits(
                                RSAPublicKey.getInstance(key.parsePublicKey()).getModulus().bitLength());
            };
        } catch (IOException | RuntimeException notWhatItSaysItIs) {
            return false;
        }
    }

    private static boolean isOn(NamedCurve curve, SubjectPublicKeyInfo key) {
        return key.getAlgorithm().equals(KeyReading.algorithm(curve));
    }

    /** Verifies once, since SunEC takes a key on secp256k1 and only then finds that it cannot verify. */
    private void probe() throws GeneralSecurityException {
        Signature verification = initialised();
        if (scheme.isEcdsa()) {
            verification.verify(ONE_AND_ONE);
        }
    }

    private Signature initialised() throws NoSuchAlgorithmException, InvalidKeyException {
        Signature verification = Signature.getInstance(scheme.signatureAlgorithm(), provider);
        verification.initVerify(key);
        return verification;
    }

    /** Returns true if that is a signature of that message by this key. */
    public Either<SigningFailure, Boolean> verifies(byte[] message, byte[] signature) {
        try {
            Signature verification = initialised();
            verification.update(message);
            return Either.right(verification.verify(signature));
        } catch (SignatureException noSuchSignature) {
            return Either.right(false);
        } catch (Exception | Error failed) {
            return Either.left(SigningFailure.keyUnreachable("the provider " + provider.getName()
                    + " could not verify the signature that was made (" + Thrown.typeOf(failed)
                    + "). Check the provider, then try again."));
        }
    }
}
