package io.countersign.adapters.crypto.access;

import io.countersign.adapters.crypto.encoding.KeyMaterial;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Asks a provider policy what it keeps from its users. */
public final class PolicyAccess {

    private PolicyAccess() {
    }

    /** Returns the providers that do everything besides signing. */
    public static SupportingProviders support(HiddenPolicy<?> policy) {
        return policy.support();
    }

    /** Returns a signing key of that material, which is wiped. */
    public static <K> Either<KeyRefusal, K> signingKey(KeyMaterial material, HiddenPolicy<K> policy) {
        return policy.signingKey(material);
    }

    /** Returns a signing key that is made now, by the provider that the policy has for that scheme. */
    public static <K> Either<KeyRefusal, K> newKey(SignatureScheme scheme, HiddenPolicy<K> policy) {
        return policy.newKey(scheme);
    }

    /** Returns why the provider for that scheme signs nothing of it, if so. */
    public static Option<KeyRefusal> refusal(SignatureScheme scheme, HiddenPolicy<?> policy) {
        return policy.refusal(scheme);
    }
}
