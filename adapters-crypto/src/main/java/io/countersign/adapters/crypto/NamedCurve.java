package io.countersign.adapters.crypto;

import io.vavr.collection.List;
import io.vavr.control.Either;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/** The curves for ECDSA that are known by name: the two that are supported, and those worth naming in a refusal. */
enum NamedCurve {
    P_256("secp256r1", "P-256", "1.2.840.10045.3.1.7", SignatureScheme.ES256),
    SECP256K1("secp256k1", "secp256k1", "1.3.132.0.10", SignatureScheme.ES256K),
    P_192("secp192r1", "P-192 (secp192r1)", "1.2.840.10045.3.1.1", null),
    P_224("secp224r1", "P-224 (secp224r1)", "1.3.132.0.33", null),
    P_384("secp384r1", "P-384 (secp384r1)", "1.3.132.0.34", null),
    P_521("secp521r1", "P-521 (secp521r1)", "1.3.132.0.35", null),
    BRAINPOOL_P256("brainpoolP256r1", "brainpoolP256r1", "1.3.36.3.3.2.8.1.1.7", null),
    BRAINPOOL_P384("brainpoolP384r1", "brainpoolP384r1", "1.3.36.3.3.2.8.1.1.11", null),
    BRAINPOOL_P512("brainpoolP512r1", "brainpoolP512r1", "1.3.36.3.3.2.8.1.1.13", null);

    private final String title;
    private final String oid;
    private final Option<SignatureScheme> scheme;
    private final Option<ECParameterSpec> parameters;

    NamedCurve(String name, String title, String oid, @Nullable SignatureScheme scheme) {
        this.title = title;
        this.oid = oid;
        this.scheme = Option.of(scheme);
        this.parameters = parametersOf(name);
    }

    static Either<KeyRefusal, NamedCurve> supported(String oid) {
        return supported(List.of(values()).find(curve -> curve.oid.equals(oid)));
    }

    static Either<KeyRefusal, NamedCurve> supported(ECParameterSpec parameters) {
        return supported(List.of(values()).find(curve -> curve.parameters.exists(own -> areSame(own, parameters))));
    }

    private static Either<KeyRefusal, NamedCurve> supported(Option<NamedCurve> known) {
        return known.filter(curve -> curve.scheme.isDefined())
                .toEither(() -> new KeyRefusal.UnsupportedCurve(known.map(curve -> curve.title)));
    }

    String oid() {
        return oid;
    }

    /** The scheme for keys on this curve, which must be a supported one. */
    SignatureScheme scheme() {
        return scheme.get();
    }

    /** The curve's numbers, as far as the default provider knows them. */
    Option<ECParameterSpec> parameters() {
        return parameters;
    }

    /** A FIPS provider may know fewer curves; then no key can be on them here, and the others still work. */
    private static Option<ECParameterSpec> parametersOf(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", DefaultProvider.instance());
            parameters.init(new ECGenParameterSpec(name));
            return Option.of(parameters.getParameterSpec(ECParameterSpec.class));
        } catch (GeneralSecurityException | RuntimeException unknownToTheProvider) {
            return Option.none();
        }
    }

    private static boolean areSame(ECParameterSpec some, ECParameterSpec others) {
        return some.getCurve().equals(others.getCurve())
                && some.getGenerator().equals(others.getGenerator())
                && some.getOrder().equals(others.getOrder())
                && some.getCofactor() == others.getCofactor();
    }
}
