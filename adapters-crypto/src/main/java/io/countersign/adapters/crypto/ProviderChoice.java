package io.countersign.adapters.crypto;

import io.countersign.adapters.crypto.scheme.SignatureScheme;
import io.countersign.domain.OneLine;
import io.vavr.control.Option;

import java.security.Provider;
import java.util.Objects;

/**
 * Which provider signs a scheme, and why. Immutable; its text form is for people, and holds no secret.
 *
 * @param scheme what is signed
 * @param provider the one that signs it; none if no provider that may be used can
 * @param reason why, in words
 */
public record ProviderChoice(SignatureScheme scheme, Option<Provider> provider, String reason) {

    public ProviderChoice {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(provider, "provider");
        reason = OneLine.of(Objects.requireNonNull(reason, "reason"), OneLine.LONGEST_MESSAGE);
    }

    /** For instance {@code ES256: BC 1.87 (the default)}. */
    @Override
    public String toString() {
        return scheme.joseName() + ": "
                + provider.map(its -> its.getName() + " " + its.getVersionStr()).getOrElse("nobody")
                + " (" + reason + ")";
    }
}
