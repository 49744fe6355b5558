package io.countersign.adapters.crypto.encoding;

import io.countersign.adapters.crypto.scheme.KeyFlaw;
import io.countersign.adapters.crypto.scheme.KeyRefusal.Kind;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.XECKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Finds the schemes of a key by its algorithm and numbers: one if it shows enough, several if it does not, as a key in
 * an HSM may, and a refusal if it can be none.
 */
public final class RevealedSchemes {

    private static final Seq<SignatureScheme> ANY = List.of(SignatureScheme.values());

    private RevealedSchemes() {}

    public static Either<KeyRefusal, Seq<SignatureScheme>> of(Key key) {
        return byAlgorithm(revealed(key::getAlgorithm).getOrElse(""))
                .flatMap(schemes -> byNumbers(key).getOrElse(Either.right(schemes)));
    }

    private static Either<KeyRefusal, Seq<SignatureScheme>> byAlgorithm(String algorithm) {
        return switch (algorithm.toUpperCase(Locale.ROOT)) {
            case "EC", "ECDSA" -> Either.right(List.of(SignatureScheme.ES256, SignatureScheme.ES256K));
            case "EDDSA", "ED25519" -> only(SignatureScheme.EDDSA);
            case "RSA" -> only(SignatureScheme.RS256);
            case "ED448" -> curve("Ed448");
            case "X25519" -> curve("X25519");
            case "X448" -> curve("X448");
            case "RSASSA-PSS" -> algorithm("RSASSA-PSS");
            case "DSA" -> algorithm("DSA");
            case "DH", "DIFFIEHELLMAN" -> algorithm("Diffie-Hellman");
            default -> Either.right(ANY);
        };
    }

    /** Returns the schemes by the numbers of the key, if it shows them. */
    private static Option<Either<KeyRefusal, Seq<SignatureScheme>>> byNumbers(Key key) {
        if (key instanceof ECKey ecKey) {
            return revealed(ecKey::getParams).map(NamedCurve::supported)
                    .map(curve -> curve.flatMap(known -> onCurve(key, known)));
        }
        if (key instanceof EdECKey edKey) {
            return revealed(edKey::getParams).map(RevealedSchemes::edwards);
        }
        if (key instanceof RSAKey rsaKey) {
            return revealed(() -> rsaKey.getModulus().bitLength()).map(bits -> ofBits(key, bits));
        }
        return key instanceof XECKey xKey
                ? revealed(xKey::getParams).map(RevealedSchemes::montgomery)
                : Option.none();
    }

    private static Either<KeyRefusal, Seq<SignatureScheme>> onCurve(Key key, NamedCurve curve) {
        boolean outOfRange = key instanceof ECPrivateKey ecKey
                && revealed(ecKey::getS).exists(scalar -> !curve.has(scalar));
        return outOfRange ? Either.left(KeyRefusal.of(KeyFlaw.SCALAR_OUT_OF_RANGE)) : only(curve.scheme());
    }

    private static Either<KeyRefusal, Seq<SignatureScheme>> ofBits(Key key, int bits) {
        if (!SignatureScheme.acceptsRsaBits(bits)) {
            return Either.left(KeyRefusal.of(Kind.UNSUPPORTED_RSA_SIZE, bits));
        }
        Option<KeyFlaw> flaw = key instanceof RSAPrivateCrtKey crtKey
                ? revealed(() -> RsaNumbers.of(crtKey).flaw()).flatMap(found -> found)
                : Option.none();
        return flaw.isDefined()
                ? Either.left(KeyRefusal.of(flaw.get()))
                : only(SignatureScheme.RS256);
    }

    private static Either<KeyRefusal, Seq<SignatureScheme>> edwards(NamedParameterSpec parameters) {
        return parameters.getName().equalsIgnoreCase("Ed25519") ? only(SignatureScheme.EDDSA) : curve("Ed448");
    }

    private static Either<KeyRefusal, Seq<SignatureScheme>> montgomery(AlgorithmParameterSpec parameters) {
        return curve(parameters instanceof NamedParameterSpec named
                && named.getName().equalsIgnoreCase("X448") ? "X448" : "X25519");
    }

    private static Either<KeyRefusal, Seq<SignatureScheme>> only(SignatureScheme scheme) {
        return Either.right(List.of(scheme));
    }

    private static Either<KeyRefusal, Seq<SignatureScheme>> curve(String name) {
        return Either.left(KeyRefusal.of(Kind.UNSUPPORTED_CURVE, name));
    }

    private static Either<KeyRefusal, Seq<SignatureScheme>> algorithm(String name) {
        return Either.left(KeyRefusal.of(Kind.UNSUPPORTED_ALGORITHM, name));
    }

    /** Asks a key that may return null or throw, as keys in a device do. */
    private static <T> Option<T> revealed(Supplier<? extends @Nullable T> question) {
        try {
            return Option.of(question.get());
        } catch (Exception | Error keepsItToItself) {
            return Option.none();
        }
    }
}
