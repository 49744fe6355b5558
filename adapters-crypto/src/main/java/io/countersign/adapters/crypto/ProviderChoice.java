package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.OneLine;
import io.vavr.control.Option;

import java.security.Provider;
import java.util.Objects;

/**
 * The provider that signs a scheme, and the reason for the choice. Immutable; its text form holds no secret.
 *
 * @param scheme the scheme
 * @param provider the provider that signs it; none if no allowed provider does
 * @param reason the reason, in words
 */
public record ProviderChoice(SignatureScheme scheme, Option<Provider> provider, String reason) {

    public ProviderChoice {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(provider, "provider");
        reason = OneLine.of(Objects.requireNonNull(reason, "reason"), OneLine.LONGEST_MESSAGE);
    }

    /** Returns a text for people: {@code ES256: BC 1.87 (the default)}. */
    @Override
    public String toString() {
        return scheme.joseName() + ": "
                + provider.map(its -> its.getName() + " " + its.getVersionStr()).getOrElse("nobody")
                + " (" + reason + ")";
    }
}
