package io.countersign.domain.challenge;

import io.countersign.domain.credential.CredentialAssertion;
import io.vavr.control.Option;

import java.util.Objects;

/**
 * A challenge with the assertions that complete it, to be redeemed for a token. Made by
 * {@link UserActionChallenge#signedBy} alone, so the assertions always complete the challenge. Immutable.
 */
public final class SignedChallenge {

    private final ChallengeIdentifier challengeIdentifier;
    private final CredentialAssertion firstFactor;
    private final Option<CredentialAssertion> secondFactor;

    SignedChallenge(
            ChallengeIdentifier challengeIdentifier, CredentialAssertion firstFactor,
            Option<CredentialAssertion> secondFactor) {
        this.challengeIdentifier = Objects.requireNonNull(challengeIdentifier, "challengeIdentifier");
        this.firstFactor = Objects.requireNonNull(firstFactor, "firstFactor");
        this.secondFactor = Objects.requireNonNull(secondFactor, "secondFactor");
    }

    /** Returns the identifier of the signing session. */
    public ChallengeIdentifier challengeIdentifier() {
        return challengeIdentifier;
    }

    /** Returns the assertion of the first factor. */
    public CredentialAssertion firstFactor() {
        return firstFactor;
    }

    /** Returns the assertion of the second factor, if there is one. */
    public Option<CredentialAssertion> secondFactor() {
        return secondFactor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedChallenge that
                && challengeIdentifier.equals(that.challengeIdentifier)
                && firstFactor.equals(that.firstFactor)
                && secondFactor.equals(that.secondFactor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(challengeIdentifier, firstFactor, secondFactor);
    }

    @Override
    public String toString() {
        return "SignedChallenge[" + firstFactor.credential()
                + secondFactor.map(second -> ", " + second.credential()).getOrElse("") + "]";
    }
}
