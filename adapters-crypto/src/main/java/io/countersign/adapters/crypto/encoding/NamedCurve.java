package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.provider.DefaultProvider;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.Lazy;
import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;

/**
 * Curves for ECDSA: the two that are supported, and those that a refusal names. Their numbers are Bouncy Castle's; no
 * provider is asked for them.
 */
public enum NamedCurve {
    P_256("P-256", "1.2.840.10045.3.1.7", SignatureScheme.ES256),
    SECP256K1("secp256k1", "1.3.132.0.10", SignatureScheme.ES256K),
    P_192("P-192 (secp192r1)", "1.2.840.10045.3.1.1", null),
    P_224("P-224 (secp224r1)", "1.3.132.0.33", null),
    P_384("P-384 (secp384r1)", "1.3.132.0.34", null),
    P_521("P-521 (secp521r1)", "1.3.132.0.35", null),
    BRAINPOOL_P256("brainpoolP256r1", "1.3.36.3.3.2.8.1.1.7", null),
    BRAINPOOL_P384("brainpoolP384r1", "1.3.36.3.3.2.8.1.1.11", null),
    BRAINPOOL_P512("brainpoolP512r1", "1.3.36.3.3.2.8.1.1.13", null);

    private final String title;
    private final ASN1ObjectIdentifier oid;
    private final Option<SignatureScheme> scheme;
    /** Read when they are first asked for: reading those of all curves takes longer than reading a key. */
    private final Lazy<Option<X9ECParameters>> numbers;

    /** Makes the identifier only after Bouncy Castle's classes were made readable. */
    NamedCurve(String title, String oid, @Nullable SignatureScheme scheme) {
        DefaultProvider.find();
        this.title = title;
        this.oid = new ASN1ObjectIdentifier(oid);
        this.scheme = Option.of(scheme);
        this.numbers = Lazy.of(() -> Option.of(ECNamedCurveTable.getByOID(this.oid)));
    }

    static Either<KeyRefusal, NamedCurve> supported(ASN1ObjectIdentifier oid) {
        return supported(List.of(values()).find(curve -> curve.oid.equals(oid)));
    }

    static Either<KeyRefusal, NamedCurve> supported(ECParameterSpec parameters) {
        return supported(List.of(values()).find(curve -> curve.numbers.get().exists(own -> areSame(own, parameters))));
    }

    private static Either<KeyRefusal, NamedCurve> supported(Option<NamedCurve> known) {
        return known.exists(curve -> curve.scheme.isDefined())
                ? Either.right(known.get())
                : Either.left(KeyRefusal.of(Kind.UNSUPPORTED_CURVE, known.map(curve -> curve.title).getOrElse("")));
    }

    /** Returns the object identifier of this curve. */
    public ASN1ObjectIdentifier oid() {
        return oid;
    }

    private X9ECParameters numbers() {
        return numbers.get().get();
    }

    /** Returns the order of this curve (SEC 2). */
    public BigInteger order() {
        return numbers().getN();
    }

    /** Returns the scheme for keys on this curve, which must be a supported one. */
    SignatureScheme scheme() {
        return scheme.get();
    }

    /** Returns true if that is the scalar of a private key on this curve: from 1 to its order less 1. */
    boolean has(BigInteger scalar) {
        return scalar.signum() > 0 && scalar.compareTo(order()) < 0;
    }

    /** Returns the public key of that scalar as an uncompressed point (SEC 1 §2.3.3). */
    public byte[] publicPoint(BigInteger scalar) {
        return new FixedPointCombMultiplier().multiply(numbers().getG(), scalar).getEncoded(false);
    }

    /** Returns that point uncompressed, as every provider reads it; none if it is not on this curve. */
    public Option<byte[]> uncompressed(byte[] point) {
        try {
            return Option.some(numbers().getCurve().decodePoint(point).getEncoded(false));
        } catch (RuntimeException notOnTheCurve) {
            return Option.none();
        }
    }

    private static boolean areSame(X9ECParameters own, ECParameterSpec others) {
        ECPoint generator = own.getG().normalize();
        return others.getCurve().equals(new EllipticCurve(
                        new ECFieldFp(own.getCurve().getField().getCharacteristic()),
                        own.getCurve().getA().toBigInteger(), own.getCurve().getB().toBigInteger()))
                && others.getGenerator().getAffineX().equals(generator.getAffineXCoord().toBigInteger())
                && others.getGenerator().getAffineY().equals(generator.getAffineYCoord().toBigInteger())
                && others.getOrder().equals(own.getN())
                && others.getCofactor() == own.getH().intValue();
    }
}
