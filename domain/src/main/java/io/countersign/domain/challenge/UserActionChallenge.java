package io.countersign.domain.challenge;

import io.countersign.domain.OneLine;
import io.countersign.domain.Violation;
import io.countersign.domain.credential.Credential;
import io.countersign.domain.credential.CredentialAssertion;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Validation;

import java.util.Objects;

/**
 * A challenge: the API's request to sign an action before it is authorised (answer of {@code POST /auth/action/init}).
 *
 * <p>The challenge decides which credentials may be the {@linkplain #firstFactors first} and the
 * {@linkplain #secondFactors second factor}, {@linkplain #requiresSecondFactor whether a second is required},
 * {@linkplain #planFor which of the available credentials sign}, and {@linkplain #signedBy which assertions complete
 * it}. Each decision takes at most {@code n log n} steps for {@code n} credentials, whatever their ids.
 *
 * @param challenge the text to be signed
 * @param challengeIdentifier the identifier of the signing session
 * @param supportedCredentialKinds the accepted kinds of credential, and their terms
 * @param userVerification the extent to which an authenticator is to verify its user
 * @param attestation the attestation that the API asks for
 * @param allowCredentials the accepted credentials
 * @param externalAuthenticationUrl the page on which the user could sign instead
 * @param rp the relying party that passkeys belong to, if the API names it
 */
public record UserActionChallenge(
        Challenge challenge,
        ChallengeIdentifier challengeIdentifier,
        Seq<SupportedCredential> supportedCredentialKinds,
        UserVerification userVerification,
        Attestation attestation,
        AllowedCredentials allowCredentials,
        ExternalAuthenticationUrl externalAuthenticationUrl,
        Option<RelyingParty> rp) {

    public UserActionChallenge {
        Objects.requireNonNull(challenge, "challenge");
        Objects.requireNonNull(challengeIdentifier, "challengeIdentifier");
        Objects.requireNonNull(supportedCredentialKinds, "supportedCredentialKinds");
        Objects.requireNonNull(userVerification, "userVerification");
        Objects.requireNonNull(attestation, "attestation");
        Objects.requireNonNull(allowCredentials, "allowCredentials");
        Objects.requireNonNull(externalAuthenticationUrl, "externalAuthenticationUrl");
        Objects.requireNonNull(rp, "rp");
    }

    /** Returns the part of this challenge that an authenticator is asked to sign. */
    public AssertionRequest assertionRequest() {
        return new AssertionRequest(challenge, rp, allowCredentials.webauthn(), userVerification);
    }

    /** Returns the credentials that may be the first factor: allowed by id, of a kind that may be first. */
    public Seq<Credential> firstFactors() {
        return supportedCredentialKinds.filter(SupportedCredential::canBeFirst)
                .map(SupportedCredential::kind).distinct()
                .flatMap(allowCredentials::ofKind);
    }

    /**
     * Returns the credentials that may be the second factor. A credential is never its own second factor; neither is
     * the only passkey that a first credential without id can be.
     *
     * @param first the credential that is the first factor
     */
    public Seq<Credential> secondFactors(Credential first) {
        Option<Credential> surelyFirst = CredentialIndex.onlyOneFor(first, firstFactors());
        return supportedCredentialKinds.filter(SupportedCredential::canBeSecond)
                .map(SupportedCredential::kind).distinct()
                .flatMap(allowCredentials::ofKind)
                .reject(second -> second.equals(first) || surelyFirst.contains(second));
    }

    /**
     * Returns true if a second factor is required. Where the API states several terms for a kind, the strictest
     * counts: one factor too many does no harm, one too few is refused.
     *
     * @param first the credential that is the first factor
     */
    public boolean requiresSecondFactor(Credential first) {
        return supportedCredentialKinds
                .exists(supported -> supported.canBeFirst()
                        && supported.kind().equals(first.kind())
                        && supported.requiresSecondFactor());
    }

    /**
     * Returns the credentials that sign: the first available one that may be the first factor and, if a second factor
     * is required, the first of the others that may be that.
     *
     * @param available the available credentials, the preferred ones first
     * @return the plan, or which factor is missing
     */
    public Either<SigningRefusal, SigningPlan> planFor(Iterable<Credential> available) {
        Seq<Credential> candidates = List.ofAll(Objects.requireNonNull(available, "available"));
        Seq<Credential> allowed = firstFactors();
        return candidates.find(CredentialIndex.of(allowed)::hasOneFor)
                .<Either<SigningRefusal, SigningPlan>>map(first -> planStartingWith(first, candidates))
                .getOrElse(() -> Either.left(new SigningRefusal.NoFirstFactor(candidates, allowed)));
    }

    private Either<SigningRefusal, SigningPlan> planStartingWith(Credential first, Seq<Credential> available) {
        if (!requiresSecondFactor(first)) {
            return Either.right(new SigningPlan(first, Option.none()));
        }
        Seq<Credential> allowed = secondFactors(first);
        return available.reject(first::equals)
                .find(CredentialIndex.of(allowed)::hasOneFor)
                .map(second -> new SigningPlan(first, Option.some(second)))
                .toEither(() -> new SigningRefusal.NoSecondFactor(
                        first, allowed.appendAll(kindsWithoutCredentialsAmong(allowed))));
    }

    /** Returns the kinds that may be the second factor, but of which the user has no credential yet. */
    private Seq<Credential> kindsWithoutCredentialsAmong(Seq<Credential> allowed) {
        return supportedCredentialKinds.filter(SupportedCredential::canBeSecond)
                .map(SupportedCredential::kind).distinct()
                .reject(kind -> allowed.exists(credential -> credential.kind().equals(kind)))
                .map(Credential::unnamed);
    }

    /** Returns this challenge, completed by a first factor alone; or everything that is wrong with it. */
    public Validation<Seq<Violation>, SignedChallenge> signedBy(CredentialAssertion first) {
        return signedBy(first, Option.none());
    }

    /** Returns this challenge, completed by two factors; or everything that is wrong with them. */
    public Validation<Seq<Violation>, SignedChallenge> signedBy(CredentialAssertion first, CredentialAssertion second) {
        return signedBy(first, Option.some(Objects.requireNonNull(second, "second")));
    }

    /** Returns this challenge, completed by one or two factors; or everything that is wrong with them. */
    public Validation<Seq<Violation>, SignedChallenge> signedBy(
            CredentialAssertion first, Option<CredentialAssertion> second) {
        return signedBy(first, second, List.empty());
    }

    /**
     * Returns this challenge, completed by the credentials of a plan; or everything that is wrong with the assertions.
     * An assertion of another credential is refused even if the challenge allows that one.
     */
    public Validation<Seq<Violation>, SignedChallenge> signedAsPlanned(
            SigningPlan plan, CredentialAssertion first, Option<CredentialAssertion> second) {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        return signedBy(first, second, plan.objectionsTo(first, second));
    }

    /** Returns this challenge, completed, unless there are violations of its rules or of further ones. */
    Validation<Seq<Violation>, SignedChallenge> signedBy(
            CredentialAssertion first, Option<CredentialAssertion> second, Seq<Violation> furtherViolations) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Seq<Violation> violations = CompletionRule.ALL.flatMap(rule -> rule.objection(this, first, second))
                .appendAll(furtherViolations);
        return violations.isEmpty()
                ? Validation.valid(new SignedChallenge(challengeIdentifier, first, second))
                : Validation.invalid(violations);
    }

    @Override
    public String toString() {
        return "UserActionChallenge[challenge=" + challenge + ", challengeIdentifier=" + challengeIdentifier
                + ", supportedCredentialKinds=" + OneLine.ofAll(supportedCredentialKinds, "none")
                + ", userVerification=" + userVerification + ", attestation=" + attestation
                + ", allowCredentials=" + allowCredentials
                + ", externalAuthenticationUrl=" + externalAuthenticationUrl + ", rp=" + rp + "]";
    }
}
