package io.countersign.adapters.crypto.access;

import io.countersign.adapters.crypto.encoding.KeyMaterial;
import io.countersign.adapters.crypto.provider.SupportingProviders;
import io.countersign.adapters.crypto.scheme.KeyRefusal;
import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * The part of a provider policy that the packages of this module use and its users do not.
 *
 * @param <K> the signing key that the policy makes
 */
public abstract class HiddenPolicy<K> {

    protected HiddenPolicy() {
    }

    /** Returns the providers that do everything besides signing. */
    protected abstract SupportingProviders support();

    /** Returns a signing key of that material, which is wiped. */
    protected abstract Either<KeyRefusal, K> signingKey(KeyMaterial material);

    /** Returns a signing key that is made now. */
    protected abstract Either<KeyRefusal, K> newKey(SignatureScheme scheme);

    /** Returns why the provider for that scheme signs nothing of it, if so. */
    protected abstract Option<KeyRefusal> refusal(SignatureScheme scheme);
}
