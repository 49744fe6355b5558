package io.countersign.domain.challenge;

import io.countersign.domain.credential.CredentialFactor;
import io.countersign.domain.credential.CredentialKind;

import java.util.Objects;

/**
 * A kind of credential that a challenge accepts, and the terms.
 *
 * @param kind the kind; one that is not known here is kept, and never chosen
 * @param factor the factor that it may be
 * @param requiresSecondFactor true if a second factor is required when this is the first
 */
public record SupportedCredential(CredentialKind kind, CredentialFactor factor, boolean requiresSecondFactor) {

    public SupportedCredential {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(factor, "factor");
    }

    boolean canBeFirst() {
        return kind.canBeFirst() && factor.canBeFirst();
    }

    boolean canBeSecond() {
        return kind.canBeSecond() && factor.canBeSecond();
    }
}
